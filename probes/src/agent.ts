import type { DeathReason, Metrics } from '@fengsui/config/contract';
import { clientIdOf, deviceTopic } from '@fengsui/config/contract';
import type { CheckRunner } from './checks/run-checks.ts';
import type { Clock } from './clock.ts';
import { sleep } from './clock.ts';
import { lockFolder } from './folder-lock.ts';
import { createHandlers } from './handlers.ts';
import { createAnnouncer } from './link/announcer.ts';
import { baseForInterval } from './link/backoff.ts';
import { JUST_STARTED_S, bootReason } from './link/birth.ts';
import { createCommands } from './link/commands.ts';
import type { Connection, Dial } from './link/connection.ts';
import { createOutbox } from './link/outbox.ts';
import { createReplies } from './link/replies.ts';
import { createSession } from './link/session.ts';
import { deathMessage } from './link/wire.ts';
import type { Log } from './log.ts';
import { reasonOf, withoutSecrets } from './log.ts';
import { withOwn } from './own-metrics.ts';
import { createPace } from './pace.ts';
import { createSampler } from './report/sampler.ts';
import type { ResolvedSettings } from './settings.ts';
import { createDiskWatch } from './spool/disk-watch.ts';
import { startKeeper } from './spool/keeper.ts';
import { openRing } from './spool/open-ring.ts';
import type { Draft } from './spool/ring.ts';

export interface AgentParts {
  clock: Clock;
  random: () => number;
  dial: Dial;
  runner: CheckRunner;
  /** Names this start of the machine. */
  machine: string;
  newBoot: () => string;
  rssBytes: () => number;
  log: Log;
}

export interface Agent {
  device: string;
  boot: string;
  /** Answers once the first values were taken; that may be before there is any contact. */
  start(): Promise<void>;
  /** Something happened that no check measures. */
  event(type: string, data: Record<string, unknown>): void;
  /** Says farewell and leaves everything on disk. */
  stop(reason: DeathReason): Promise<void>;
}

/** Another probe keeps its samples in this folder. */
export class FolderTakenError extends Error {}

const RECONNECT_CAP_S = 300;
const MIN_KEEPALIVE_S = 15;
const MAX_KEEPALIVE_S = 120;
const FIRST_ROUND_WITHIN_MS = 5_000;
const FIRST_CONTACT_WITHIN_MS = 1_000;
const FAREWELL_WITHIN_MS = 2_000;

/** Puts everything together; what throws here is a fault of the surroundings that a person has to mend. */
export function createAgent(settings: ResolvedSettings, parts: AgentParts): Agent {
  const { clock, random, dial, runner, machine, log } = parts;
  const { county, device, mqtt, spool } = settings;
  const sender = { county, device };
  const ending = new AbortController();

  const lock = lockFolder(settings.data);
  if (!lock.ok && lock.why === 'taken')
    throw new FolderTakenError(`${settings.data} is used by process ${lock.by}`);

  const onDisk = createDiskWatch(log);
  const { ring, start, formerFw, last, damaged } = openRing({
    folder: settings.data,
    memoryFolder: spool.memory === 'none' ? undefined : spool.memory,
    limits: { maxBytes: spool.maxBytes, maxAgeS: spool.maxAgeH * 3600 },
    machine,
    fw: settings.fw,
    clocks: () => ({ up: Math.floor(clock.uptimeS()), ts: clock.now() }),
    newBoot: parts.newBoot,
    onDisk,
  });
  const keeper = startKeeper(ring, clock, spool, onDisk);

  const pace = createPace(settings);
  const isNewFirmware = start !== 'first' && formerFw !== settings.fw;
  const reason = bootReason(start, clock.uptimeS(), isNewFirmware);
  const announcer = createAnnouncer({ settings, sender, ring, clock, T: () => pace.now().T, reason, last });
  const outbox = createOutbox({ ring, sender, clock, log });
  const replies = createReplies(sender, clock);

  const record = (draft: Draft): void => {
    outbox.offer(ring.append(draft));
    if ('m' in draft && announcer.learn(draft.m)) rebirth();
  };
  const rebirth = (): void => {
    const { placed, message } = announcer.rebirth();
    outbox.offer(placed, message);
  };
  const measure = async (signal: AbortSignal): Promise<Metrics> =>
    withOwn(await runner.sample(signal), ring.stats(), parts.rssBytes());
  const sampler = createSampler({ measure, pace: pace.now, clock, record });

  const handlers = createHandlers({
    sampler,
    runner,
    outbox,
    rebirth,
    setInterval: pace.set,
    signal: ending.signal,
  });
  const commands = createCommands({ handlers, reply: replies.reply, log });

  let hadContact = () => {};
  const contact = new Promise<void>((resolve) => (hadContact = resolve));
  const onUp = (connection: Connection): void => {
    const { placed, message } = announcer.birth();
    outbox.attach(connection, placed, message);
    replies.attach(connection);
    connection.subscribe(deviceTopic(county, 'cmd', device)).catch((error: unknown) => {
      log.warn({ reason: reasonOf(error) }, 'commands will not come');
    });
    hadContact();
    if (sampler.isStarted()) {
      sampler.oweAll();
      void sampler.round();
    }
  };

  const session = createSession({
    dial: (signal) =>
      dial({
        broker: mqtt,
        clientId: clientIdOf(device),
        keepaliveS: Math.min(MAX_KEEPALIVE_S, Math.max(MIN_KEEPALIVE_S, pace.now().T)),
        will: announcer.will(),
        onMessage: commands.receive,
        signal,
      }),
    clock,
    random,
    policy: () => ({ baseS: mqtt.reconnectBaseS ?? baseForInterval(pace.now().T), capS: RECONNECT_CAP_S }),
    isSpread: clock.uptimeS() < JUST_STARTED_S,
    onUp,
    log,
  });

  const { signal } = ending;
  return {
    device,
    boot: ring.boot,
    async start() {
      const { T } = pace.now();
      log.info({ device, boot: ring.boot, start, damaged, broker: withoutSecrets(mqtt.url), T }, 'started');
      const tooLong = sleep(clock, FIRST_ROUND_WITHIN_MS, signal).then(() => ({}));
      const first = await Promise.race([measure(signal), tooLong]);
      if (signal.aborted) return;
      announcer.learn(first);
      session.start();
      await Promise.race([contact, sleep(clock, FIRST_CONTACT_WITHIN_MS, signal)]);
      if (signal.aborted) return;
      sampler.start();
      sampler.takeRound(first);
    },
    event(type, data) {
      record({ ts: clock.now(), type, data });
      ring.flush();
      ring.sync().catch(onDisk);
    },
    async stop(why) {
      ending.abort();
      sampler.stop();
      keeper.stop();
      await session.stop(async (connection) => {
        const death = deathMessage(sender, { boot: ring.boot, reason: why, ts: clock.now() });
        await Promise.race([connection.publish(death), sleep(clock, FAREWELL_WITHIN_MS)]);
      });
      await ring.close();
      if (lock.ok) lock.release();
      log.info({ reason: why }, 'stopped');
    },
  };
}
