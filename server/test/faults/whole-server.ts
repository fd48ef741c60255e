import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Health, Incident, IncidentFact } from '@fengsui/config/contract';
import type { Logger } from 'pino';
import { pino } from 'pino';
import type { MonitorSite, PlantNodeInfo } from '../../src/core/monitor-site.ts';
import { createMonitor } from '../../src/core/monitor.ts';
import { NO_DESK } from '../../src/desk/no-desk.ts';
import type { EngineListener } from '../../src/engine.ts';
import { createEngine } from '../../src/engine.ts';
import type { FakeClock } from '../../src/fake-clock.ts';
import { createFakeClock } from '../../src/fake-clock.ts';
import { createCheckpoints } from '../../src/ingest/checkpoints.ts';
import { createIntake } from '../../src/ingest/intake.ts';
import { createRejects } from '../../src/ingest/rejects.ts';
import { openJournal } from '../../src/journal/journal.ts';
import { createMemoryLedger } from '../../src/ledger/memory/memory-ledger.ts';
import { writeHere } from '../../src/ledger/write-here.ts';
import type { Ledger } from '../../src/ledger/port.ts';
import { watchHealth } from '../../src/observe/health.ts';
import type { SeriesStore } from '../../src/series/port.ts';
import { createStorer, lagMs } from '../../src/storer/storer.ts';

// Everything between broker and series store, wired as the server wires it, on a clock that is told to pass.

const COUNTY = '441223';
const PONS = 10;
const SPEAKERS_OF_PON = 12;
const T_S = 60;
/** Half a kilobyte, as of a device with much to tell. */
const MEASURED = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`load.figure_${i}`, 40.5 + i]));

const TRY_EVERY_S = 10;
const SECOND = 1_000;

/** Beats once a minute at a second of its own; what is not acknowledged it keeps and sends again. */
interface Speaker {
  id: string;
  pon: string;
  secondOfMinute: number;
  seq: number;
  unsent: Uint8Array[];
}

export interface WholeServer {
  clock: FakeClock;
  facts: IncidentFact[];
  /** Sent by the speakers of the town, each as device/seq, in the order in which it was acknowledged. */
  acknowledged: string[];
  journalBytes(): number;
  stored(): number;
  health(): Health;
  incidents(): readonly Incident[];
  /** Every change of every incident but mere updates, as `change type scope`. */
  story(): string[];
  silence(pon: string): void;
  restore(pon: string): void;
  /** Lets minutes pass in which everybody beats, and a moment more in which nobody does. */
  live(minutes: number): Promise<void>;
  waiting(): number;
  stop(): Promise<void>;
}

export interface WholeServerOptions {
  store: SeriesStore;
  ledger?: Ledger;
  maxBytes?: number;
  log?: Logger;
  /** Called once in each second. */
  watch?(server: WholeServer): void;
}

const node = (id: string, parent: string | undefined, kind: string): PlantNodeInfo => ({
  id,
  parent,
  kind,
  name: id,
  area: COUNTY,
});

function town(): { site: MonitorSite; speakers: Speaker[] } {
  const pons = Array.from({ length: PONS }, (_, i) => `pon-${i}`);
  const plant = [node('core', undefined, 'headend'), node('hub', 'core', 'hub')];
  const speakers = pons.flatMap((pon, i) =>
    Array.from({ length: SPEAKERS_OF_PON }, (_, j): Speaker => {
      const secondOfMinute = (7 * (i * SPEAKERS_OF_PON + j)) % T_S;
      return { id: `eb-${i}-${j}`, pon, secondOfMinute, seq: 0, unsent: [] };
    }),
  );
  const devices = speakers.map(({ id, pon }) => {
    const about = { id, county: COUNTY, class: 'eb_speaker' as const, area: COUNTY, node: pon, name: id };
    return { ...about, lon: null, lat: null, T: T_S, flags: [] };
  });
  return {
    speakers,
    site: {
      top: COUNTY,
      devices,
      plant: [...plant, ...pons.map((pon) => node(pon, 'hub', 'pon'))],
      people: () => ({ homes: 0, population: 10 }),
      chain: () => [COUNTY],
      windows: [],
      utcOffsetMs: 8 * 3_600_000,
    },
  };
}

/** It is one straight line on purpose, as the composition root is. */
export function startWholeServer(options: WholeServerOptions): WholeServer {
  const { store, ledger = createMemoryLedger(), log = pino({ level: 'silent' }) } = options;
  const { maxBytes = 64 * 1024 * 1024 } = options;
  const clock = createFakeClock();
  const { site, speakers } = town();
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  const journal = openJournal({ folder, maxBytes });
  const monitor = createMonitor({ site });
  const listeners: EngineListener[] = [];
  const engine = createEngine({ monitor, clock, listeners });
  const release = (): void => journal.release(Math.min(storer.state().stored, checkpoints.kept()));
  const checkpoints = createCheckpoints({
    ...{ monitor, journal, writer: writeHere(ledger), clock, log, kept: 0 },
    onKept: release,
    desk: NO_DESK,
    onMessages: () => undefined,
    onIncidents: () => undefined,
  });
  const storer = createStorer({ store, journal, clock, log, onChange: release });
  const rejects = createRejects(clock, log);
  const acks = () => undefined;
  const atEnd = (task: () => void) => task();
  const intake = createIntake({ engine, journal, rejects, acks, clock, log, atEnd });
  const watch = watchHealth(
    {
      broker: () => undefined,
      series: () => storer.state().trouble,
      ledger: checkpoints.trouble,
      journal: () => intake.blockedBecause(),
    },
    () => lagMs(storer.state(), clock.now()),
    clock,
  );
  const facts: IncidentFact[] = [];
  const note: EngineListener = {
    changed: () => undefined,
    fact: (fact) => void (fact.kind === 'incident' && facts.push(fact)),
  };
  listeners.push(checkpoints, note);
  const stopEngine = engine.start();
  watch.follow(engine.parts);
  engine.link('up');

  const acknowledged: string[] = [];
  const silent = new Set<string>();

  function measure(speaker: Speaker): void {
    const seq = ++speaker.seq;
    const body = { v: 1, boot: 'b1', seq, ts: clock.now(), m: MEASURED };
    speaker.unsent.push(Buffer.from(JSON.stringify(body)));
  }

  /** One after the other, as a probe does that waits for each acknowledgement. */
  function send(speaker: Speaker): void {
    const topic = `fengsui/v1/${COUNTY}/data/${speaker.id}`;
    for (let payload = speaker.unsent[0]; payload; payload = speaker.unsent[0]) {
      if (intake.take({ topic, payload, retained: false }) !== 'taken') return;
      const { seq } = JSON.parse(Buffer.from(payload).toString()) as { seq: number };
      intake.safe(() => acknowledged.push(`${speaker.id}/${seq}`));
      speaker.unsent.shift();
    }
  }

  async function second(): Promise<void> {
    clock.pass(SECOND);
    const now = Math.floor(clock.now() / SECOND) % T_S;
    for (const speaker of speakers) {
      if (silent.has(speaker.pon)) continue;
      if (speaker.secondOfMinute === now) measure(speaker);
      if (speaker.secondOfMinute % TRY_EVERY_S === now % TRY_EVERY_S) send(speaker);
    }
    options.watch?.(self);
    await new Promise(setImmediate);
  }

  const self: WholeServer = {
    clock,
    facts,
    acknowledged,
    journalBytes: journal.bytes,
    stored: () => storer.state().samples,
    health: watch.health,
    incidents: monitor.incidents,
    story: () =>
      facts
        .filter(({ change }) => change !== 'updated')
        .map(({ change, type, scope }) => `${change} ${type} ${scope.id}`),
    silence: (pon) => void silent.add(pon),
    restore: (pon) => void silent.delete(pon),
    async live(minutes) {
      for (let i = 0; i < minutes * 60; i++) await second();
      clock.pass(SECOND / 2);
      await new Promise(setImmediate);
      clock.pass(SECOND / 2);
    },
    waiting: () => speakers.reduce((sum, { unsent }) => sum + unsent.length, 0),
    async stop() {
      watch.stop();
      stopEngine();
      await checkpoints.stop();
      await storer.stop();
      journal.close();
      rmSync(folder, { recursive: true });
    },
  };
  return self;
}
