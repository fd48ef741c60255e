import type { OutboxMessage, Sent } from '@fengsui/config/contract';

/** Failed tries on one way, after which the next is tried. */
const MAX_TRIES = 4;
const FIRST_BACK_OFF_MS = 5_000;
const MAX_BACK_OFF_MS = 10 * 60_000;
/** Longer than that nobody is waited for, whatever he asks for. */
const MAX_WAIT_MS = 3_600_000;
/** Who is to be called is not left waiting longer than that for one way while there is another. */
export const LONG_WAIT_MS = 2 * 60_000;
const MAX_ERROR = 300;

type Failed = Extract<Sent, { ok: false }>;

/** The message after a try with this outcome. `tries` counts those on the present way. Pure but for `random`. */
export function settle(message: OutboxMessage, sent: Sent, at: number, random: () => number): OutboxMessage {
  const tries = message.tries + 1;
  if (sent.ok) return { ...message, tries, state: 'sent', sentAt: at, lastError: null };
  const failed = { ...message, tries, lastError: sent.why.slice(0, MAX_ERROR) };
  if (sent.kind === 'never' || tries >= MAX_TRIES) return nextWay(failed, at);
  const waitMs = waitAfter(sent, tries, random);
  if (waitMs > LONG_WAIT_MS && hasNextWay(message)) return nextWay(failed, at);
  return { ...failed, dueAt: at + waitMs };
}

/** Leaves a way without having tried it. */
export function passOver(message: OutboxMessage, why: string, at: number): OutboxMessage {
  return nextWay({ ...message, lastError: why.slice(0, MAX_ERROR) }, at);
}

export function hasNextWay({ way, ways }: OutboxMessage): boolean {
  return way + 1 < ways.length;
}

function nextWay(message: OutboxMessage, at: number): OutboxMessage {
  if (!hasNextWay(message)) return { ...message, state: 'given_up' };
  return { ...message, way: message.way + 1, tries: 0, dueAt: at };
}

/** As long as the other side asks for; otherwise anything up to a bound that doubles ("full jitter"). */
function waitAfter({ afterMs }: Failed, tries: number, random: () => number): number {
  if (afterMs !== undefined) return Math.min(afterMs, MAX_WAIT_MS);
  const bound = Math.min(FIRST_BACK_OFF_MS * 2 ** (tries - 1), MAX_BACK_OFF_MS);
  return Math.floor(random() * bound);
}
