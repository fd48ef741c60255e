import type { Readable } from 'node:stream';
import type { RecordingLine, SummaryFact } from '@fengsui/config/contract';
import type { CoreFact, Monitor } from '../core/monitor.ts';
import { doubtLeaps } from './doubt-leaps.ts';
import { createPlayer } from './player.ts';
import type { Player } from './player.ts';
import type { RecordedDesk } from './recorded-desk.ts';
import type { Torn } from './read-bytes.ts';
import { readBytes } from './read-bytes.ts';
import { readLine } from './read-line.ts';
import { createLineSplitter } from './split-lines.ts';
import type { TextWriter } from './text-writer.ts';

export interface ReplayParts {
  source: Readable;
  /** Called with the time of the first line that can be read, ms. */
  monitorFrom(at: number): Monitor;
  /** Which facts are told; the summary always is. */
  isTold(fact: CoreFact): boolean;
  out: TextWriter;
  /** Who stands behind the core and is told of its facts after they are; told of by nobody without it. */
  deskFor?: ((monitor: Monitor, at: number) => Pick<RecordedDesk, 'hear' | 'pass'>) | undefined;
  /** Called now and then with what has been played so far. */
  progress?(played: Played): void;
}

export interface Played {
  lines: number;
  /** The recording's own clock, ms; 0 before the first line. */
  now: number;
  messages: number;
}

export interface Replayed extends Played {
  /** Why the recording ended before its end; undefined where it did not. */
  torn: Torn;
}

/** Plays a recording through the core. `lines` of the answer are those that could be read: 0 is no recording. */
export async function replay(parts: ReplayParts): Promise<Replayed> {
  const { source, monitorFrom, isTold, out, deskFor, progress } = parts;
  const rejected = new Map<string, number>();
  let player: Player | undefined;
  let desk: Pick<RecordedDesk, 'hear' | 'pass'> | undefined;
  let lines = 0;
  let incidents = 0;

  function tell(facts: readonly CoreFact[]): void {
    for (const fact of facts) {
      if (fact.kind === 'incident' && fact.change === 'opened') incidents++;
      if (isTold(fact)) out.line(JSON.stringify(fact));
    }
    desk?.hear(facts);
  }

  const reject = (reason: string): void => void rejected.set(reason, (rejected.get(reason) ?? 0) + 1);

  function begin(at: number): Player {
    const monitor = monitorFrom(at);
    desk = deskFor?.(monitor, at);
    return createPlayer({ monitor, tell, reject });
  }

  function play(line: RecordingLine): void {
    player ??= begin(line.at);
    lines++;
    player.play(line);
    desk?.pass(player.now());
  }

  const doubter = doubtLeaps({ play, doubt: () => reject('time_leap') });

  function take(text: string): void {
    const line = readLine(text);
    if (typeof line === 'string') reject(line);
    else doubter.take(line);
  }

  const played = (): Played => ({ lines, now: player?.now() ?? 0, messages: player?.messages() ?? 0 });
  const splitter = createLineSplitter({ line: take, unreadable: reject });
  const torn = await readBytes(source, async (chunk) => {
    splitter.push(chunk);
    progress?.(played());
    await out.settle();
    return !out.isClosed();
  });
  const tail = splitter.end();
  // Whoever reads has gone: that the rest was not read is no fault of the recording.
  const last = tail === undefined || out.isClosed() ? undefined : readLine(tail);
  if (typeof last === 'object') doubter.take(last);
  doubter.end();
  if (lines > 0) out.line(JSON.stringify(summary(played(), rejected, incidents)));
  await out.flush();
  return { ...played(), torn: torn ?? (typeof last === 'string' ? 'its last line is cut short' : undefined) };
}

function summary(
  { now, messages }: Played,
  rejected: ReadonlyMap<string, number>,
  incidents: number,
): SummaryFact {
  const reasons = [...rejected].sort(([a], [b]) => (a < b ? -1 : 1));
  return { at: now, kind: 'summary', messages, rejected: Object.fromEntries(reasons), incidents };
}
