import type { ResendArgs } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';
import { sleep } from '../clock.ts';
import type { Log } from '../log.ts';
import { reasonOf } from '../log.ts';
import type { Ring } from '../spool/ring.ts';
import type { Placed } from '../spool/runs.ts';
import type { Spans } from '../spool/spans.ts';
import { addSpan, countOf, minusSpans } from '../spool/spans.ts';
import type { Connection } from './connection.ts';
import type { Batch } from './hist-batch.ts';
import { FIRST_BATCH_BYTES, nextBatch, nextBatchBytes } from './hist-batch.ts';
import type { Resend, ResendResult } from './resend.ts';
import { createResend } from './resend.ts';
import type { Message, Sender } from './wire.ts';
import { liveMessage } from './wire.ts';

/** Brings what the ring holds to the broker: what is new at once, what had to wait in batches behind it. */
export interface Outbox {
  /** Just measured. */
  offer(placed: Placed, message?: Message): void;
  /** A new connection, and the birth that has to be the first thing sent over it. */
  attach(connection: Connection, birth: Placed, message: Message): void;
  /** Rejects when the connection ends before all was sent, or when too much is asked at once. */
  resend(args: ResendArgs): Promise<ResendResult>;
}

export interface OutboxParts {
  ring: Ring;
  sender: Sender;
  clock: Clock;
  log: Log;
}

/** More is not sent as it is measured: on such a line batches are better. */
const MAX_IN_FLIGHT = 16;
/** What is not acknowledged by then goes to disk, for the mains may fail too. */
const TO_DISK_AFTER_MS = 2_000;
const MIN_PAUSE_MS = 20;
const MAX_RESENDS = 8;

interface Job {
  resend: Resend;
  resolve: (result: ResendResult) => void;
  reject: (error: Error) => void;
}

interface Line {
  connection: Connection;
  inFlight: Spans;
  batchBytes: number;
  jobs: Job[];
  wake: () => void;
}

export function createOutbox({ ring, sender, clock, log }: OutboxParts): Outbox {
  let line: Line | undefined;

  function offer(placed: Placed, message = liveMessage(sender, placed.entry)): void {
    if (line && countOf(line.inFlight) < MAX_IN_FLIGHT) return void sendLive(line, placed, message);
    ring.flush();
    line?.wake();
  }

  async function sendLive(on: Line, { place }: Placed, message: Message): Promise<void> {
    on.inFlight = addSpan(on.inFlight, [place, place]);
    const cancelFlush = clock.after(TO_DISK_AFTER_MS, () => ring.flush());
    try {
      await on.connection.publish(message);
      ring.confirm([place, place]);
    } catch (error) {
      ring.flush();
      log.debug({ reason: reasonOf(error) }, 'not delivered as it was measured');
    } finally {
      cancelFlush();
      on.inFlight = minusSpans(on.inFlight, [[place, place]]);
      on.wake();
    }
  }

  function attach(connection: Connection, birth: Placed, message: Message): void {
    const on: Line = { connection, inFlight: [], batchBytes: FIRST_BATCH_BYTES, jobs: [], wake: () => {} };
    line = on;
    void connection.closed.then(() => {
      if (line === on) line = undefined;
      for (const { reject } of on.jobs) reject(new Error('the connection ended before all was sent'));
      on.wake();
    });
    void sendLive(on, birth, message);
    void drain(on);
  }

  /** What waits goes first, then what is asked for again; live data goes between the batches. */
  async function drain(on: Line): Promise<void> {
    try {
      while (on.connection.isOpen()) {
        const wakened = new Promise<void>((wake) => (on.wake = wake));
        const isBusy = (await sendWaiting(on)) || (await sendAgain(on));
        if (!isBusy) await wakened;
      }
    } catch (error) {
      log.info({ reason: reasonOf(error) }, 'what waits is sent over the next connection');
    }
  }

  async function sendWaiting(on: Line): Promise<boolean> {
    const batch = nextBatch(sender, ring.waiting(on.inFlight), on.batchBytes);
    if (!batch) return false;
    await send(on, batch);
    const places = batch.placed.reduce<Spans>((spans, { place }) => addSpan(spans, [place, place]), []);
    places.forEach(ring.confirm);
    return true;
  }

  async function sendAgain(on: Line): Promise<boolean> {
    const job = on.jobs[0];
    if (!job) return false;
    const batch = job.resend.next(on.batchBytes);
    if (batch) {
      await send(on, batch);
      job.resend.delivered(batch);
    } else {
      on.jobs.shift();
      job.resolve(job.resend.result());
    }
    return true;
  }

  /** Leaves the line free for as long as it was taken. */
  async function send(on: Line, { message }: Batch): Promise<void> {
    const since = clock.elapsed();
    await on.connection.publish(message);
    const tookMs = clock.elapsed() - since;
    on.batchBytes = nextBatchBytes(on.batchBytes, tookMs);
    await sleep(clock, Math.max(MIN_PAUSE_MS, tookMs));
  }

  function resend(args: ResendArgs): Promise<ResendResult> {
    const on = line;
    return new Promise((resolve, reject) => {
      if (!on) return reject(new Error('not connected'));
      if (on.jobs.length >= MAX_RESENDS) return reject(new Error('busy with others'));
      on.jobs.push({ resend: createResend(ring, sender, args), resolve, reject });
      on.wake();
    });
  }

  return { offer, attach, resend };
}
