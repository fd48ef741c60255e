import type { JudgedFact } from '../judge.ts';
import type { Clock } from '../../clock.ts';
import { askIncidents } from './incidents.ts';
import { progressLine } from './progress.ts';
import type { ScaledClock } from './scaled-clock.ts';
import type { Troupe } from './troupe.ts';

export interface ObserverParts {
  base: string;
  troupe: Troupe;
  clock: ScaledClock;
  realClock: Clock;
  speed: number;
  startsAt: number;
  timeZone: string;
  say(line: string): void;
}

const LINE_EVERY_MS = 5_000;

/** Says every few seconds how a drill goes, until the answer is called. */
export function observe(parts: ObserverParts): () => void {
  const { base, troupe, clock, realClock, speed: wantedSpeed, startsAt, timeZone, say } = parts;
  let before = { real: realClock.now(), simulated: clock.now(), sent: 0 };

  async function tell(): Promise<void> {
    const openIncidents = await countOpen(base);
    const figures = troupe.figures();
    const after = { real: realClock.now(), simulated: clock.now(), sent: figures.sent };
    const realMs = Math.max(1, after.real - before.real);
    const speed = (after.simulated - before.simulated) / realMs;
    const perSecond = ((after.sent - before.sent) * 1_000) / realMs;
    before = after;
    const now = after.simulated;
    say(progressLine({ ...figures, startsAt, now, speed, wantedSpeed, perSecond, openIncidents }, timeZone));
  }

  return realClock.every(LINE_EVERY_MS, () => void tell());
}

async function countOpen(base: string): Promise<number | undefined> {
  const facts = await askIncidents(base).catch((): JudgedFact[] | undefined => undefined);
  if (!facts) return undefined;
  const over = new Set(facts.filter(({ change }) => change === 'recovered').map(({ id }) => id));
  return new Set(facts.map(({ id }) => id).filter((id) => !over.has(id))).size;
}
