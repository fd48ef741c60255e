import type { ResendArgs } from '@fengsui/config/contract';
import { Command, clientIdOf, deviceTopic } from '@fengsui/config/contract';
import { missingRanges } from '../../src/drill/live/answers.ts';
import type { Dice } from './dice.ts';
import type { KillDevice } from './kill-site.ts';
import { COUNTY } from './kill-site.ts';
import type { Line } from './line.ts';
import { openLine } from './line.ts';
import type { Entry, Ring } from './ring.ts';
import { createRing } from './ring.ts';

/**
 * `mute`: connected, and nothing passes. `torn`: the cable is cut, it goes on measuring. `dead`: it is
 * without power, and measures nothing.
 */
export type Failing = 'mute' | 'torn' | 'dead';

/** A device as the contract wants it, whose every sample is known. */
export interface SimulatedDevice {
  readonly about: KillDevice;
  readonly ring: Ring;
  start(): void;
  measure(): void;
  fail(how: Failing): void;
  /** @param isReborn it comes back in a new life */
  comeBack(isReborn: boolean): void;
  isFailing(): boolean;
  /** Nothing is on its way or waits. */
  isQuiet(): boolean;
  /** When the broker last acknowledged something of it, ms. */
  heardAt(): number;
  figures(): { asked: number; lostAfterAck: number };
  stop(): Promise<void>;
}

const MAX_IN_FLIGHT = 16;
const HIST_AT_ONCE = 200;
const BACK_WITHIN_MS = 600;
const HIST_PAUSE_MS = 20;
/** An acknowledgement and a question may cross. */
const CROSSING_MS = 1_500;
export const METRIC = 'sys.load1';

export function createDevice(about: KillDevice, url: string, dice: Dice): SimulatedDevice {
  const ring = createRing();
  const topic = (verb: 'birth' | 'death' | 'data' | 'hist' | 'cmd' | 'ack') =>
    deviceTopic(COUNTY, verb, about.id);
  let line: Line | undefined;
  let failing: Failing | undefined;
  let boot = '';
  let isStopped = false;
  let inFlight = 0;
  let isDraining = false;
  let heardAt = 0;
  let dialling: NodeJS.Timeout | undefined;
  const figures = { asked: 0, lostAfterAck: 0 };

  const mayTalk = (): boolean => line?.isOpen() === true && failing === undefined && !isStopped;

  function beginLife(): void {
    boot = dice.between(1, 0x7fffffff).toString(16);
    ring.begin(boot);
  }

  function dial(): void {
    if (isStopped || failing !== undefined || line) return;
    const will = { topic: topic('death'), payload: { v: 1, boot, reason: 'lost' } };
    const clientId = clientIdOf(about.id);
    line = openLine({ url, clientId, will, commands: topic('cmd'), onUp, onCommand, onDown });
  }

  function dialSoon(): void {
    clearTimeout(dialling);
    dialling = setTimeout(dial, dice.between(0, BACK_WITHIN_MS));
  }

  function onUp(up: Line): void {
    const { class: name, T, area, node: parent } = about;
    const { seq, ts } = ring.append(Date.now(), undefined);
    up.publish(topic('birth'), { v: 1, boot, seq, ts, class: name, T, area, parent }, true, heard);
    drain();
  }

  function onDown(): void {
    line = undefined;
    inFlight = 0;
    isDraining = false;
    ring.grounded();
    dialSoon();
  }

  function heard(): void {
    heardAt = Date.now();
  }

  function confirm(entries: readonly Entry[]): void {
    heard();
    ring.done(entries, Date.now());
  }

  function sendLive(entry: Entry): void {
    const { seq, ts, value } = entry;
    ring.fly([entry]);
    inFlight++;
    line?.publish(topic('data'), { v: 1, boot, seq, ts, m: { [METRIC]: value } }, false, () => {
      inFlight--;
      confirm([entry]);
      drain();
    });
  }

  /** What had to wait goes as history, one batch after the other. */
  function drain(): void {
    if (isDraining || !mayTalk()) return;
    const entries = ring.waiting(HIST_AT_ONCE);
    if (entries.length === 0) return;
    isDraining = true;
    ring.fly(entries);
    sendHist(entries, () => {
      confirm(entries);
      setTimeout(() => {
        isDraining = false;
        drain();
      }, HIST_PAUSE_MS);
    });
  }

  function sendHist(entries: readonly Entry[], done: () => void): void {
    const samples = entries.map(({ seq, ts, value }) => ({ seq, ts, m: { [METRIC]: value } }));
    line?.publish(topic('hist'), { v: 1, boot: entries[0]?.boot, samples }, false, done);
  }

  function onCommand(payload: Buffer): void {
    const command = Command.safeParse(JSON.parse(payload.toString()));
    if (!command.success || command.data.type !== 'resend' || !mayTalk()) return;
    figures.asked++;
    answer(command.data.cmd_id, command.data.args);
  }

  /** What was acknowledged goes again; what was not is on its way already. A birth is no sample, and missing. */
  function answer(cmd_id: string, { boot: life, from, to }: ResendArgs): void {
    const held = ring.find(life, from, to).filter(({ value }) => value !== undefined);
    const again = held.filter(({ state }) => state === 'done');
    const isEnd = ({ seq }: Entry): boolean => seq === from || seq === to;
    const wasSafe = ({ doneAt }: Entry): boolean => doneAt < Date.now() - CROSSING_MS;
    // What lies between the ends may be asked for along with them; the ends themselves are missed.
    figures.lostAfterAck += again.filter(isEnd).filter(wasSafe).length;
    const missing = missingRanges(
      from,
      to,
      held.map(({ seq }) => seq),
    );
    const batches = Array.from({ length: Math.ceil(again.length / HIST_AT_ONCE) }, (_, i) =>
      again.slice(i * HIST_AT_ONCE, (i + 1) * HIST_AT_ONCE),
    );
    const next = (): void => {
      const batch = batches.shift();
      if (batch) sendHist(batch, next);
      else
        line?.publish(
          topic('ack'),
          { v: 1, cmd_id, ts: Date.now(), ok: true, result: { missing } },
          false,
          heard,
        );
    };
    next();
  }

  beginLife();

  return {
    about,
    ring,
    start: dialSoon,
    measure() {
      if (failing === 'dead' || isStopped) return;
      const entry = ring.append(Date.now(), dice.between(0, 1_000_000) / 64);
      if (mayTalk() && inFlight < MAX_IN_FLIGHT) sendLive(entry);
      else drain();
    },
    fail(how) {
      failing = how;
      if (how !== 'mute') line?.tear();
    },
    comeBack(isReborn) {
      if (isReborn) beginLife();
      failing = undefined;
      // Whatever was published before it fell mute is not acknowledged any more; a new session begins.
      line?.tear();
      dialSoon();
    },
    isFailing: () => failing !== undefined,
    isQuiet: () => ring.unconfirmed() === 0,
    heardAt: () => heardAt,
    figures: () => figures,
    async stop() {
      isStopped = true;
      clearTimeout(dialling);
      await line?.leave();
    },
  };
}
