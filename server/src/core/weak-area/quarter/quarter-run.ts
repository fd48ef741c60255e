import type { Incident, IncidentFact, Uplink } from '@fengsui/config/contract';
import type { CoreFact, Monitor } from '../../monitor.ts';
import { createMonitor } from '../../monitor.ts';
import { areaKey } from '../area-hour.ts';
import { draw } from '../chance-draw.ts';
import { createLevels } from './quarter-levels.ts';
import type { Plan, Truth } from './quarter-plan.ts';
import { HOURS, planQuarter } from './quarter-plan.ts';
import type { Town, TownDevice, TownSize } from './quarter-town.ts';
import { createTown } from './quarter-town.ts';

/** A Monday, 0 h on the clock of the site. */
const BEGIN = 1_763_913_600_000;
const HOUR_MS = 3_600_000;
const DAY = 24;
/** What was weak is still evidence for a week. */
const ECHO_HOURS = 7 * DAY;
const LEAVE_HOURS = 3 * DAY;

/** What came of a simulated quarter. */
export interface QuarterScore {
  truths: number;
  /** Found as what they are, within eight days; and over within three after the re-tilt. */
  right: number;
  left: number;
  /** Areas that were told as weak and were not. */
  falseAreas: number;
  areas: number;
  messages: number;
  /** One line for each of what was not right. */
  faults: string[];
}

interface Told {
  hour: number;
  key: string;
  change: IncidentFact['change'];
  id: Incident['id'];
}

export function runQuarter(size: TownSize): QuarterScore {
  const town = createTown(size);
  const plan = planQuarter(town, size.seed);
  const monitor = createMonitor({ site: town.site });
  const told: Told[] = [];
  const messages = play(monitor, town, plan, size.seed, (facts) => {
    for (const fact of facts) {
      if (fact.kind !== 'incident' || fact.type !== 'weak_area') continue;
      const { at, change, id, scope } = fact;
      const key = areaKey({ kind: scope.kind === 'node' ? 'node' : 'area', id: scope.id });
      told.push({ hour: (at - BEGIN) / HOUR_MS, key, change, id });
    }
  });
  return { ...score(plan, told), areas: town.areas, messages };
}

function play(
  monitor: Monitor,
  town: Town,
  plan: Plan,
  seed: number,
  tell: (facts: readonly CoreFact[]) => void,
): number {
  const levels = createLevels(town, plan, seed);
  // Each device speaks at a minute of its own.
  const order = town.devices
    .map((device) => ({ device, phase: Math.floor(draw(seed, 90, device.number) * (HOUR_MS - 1_000)) }))
    .sort((a, b) => a.phase - b.phase);
  let messages = 0;
  const send = (at: number, message: Uplink): void => {
    tell(monitor.advance(at));
    const facts = monitor.arrive({ at, retained: false, message });
    if (typeof facts !== 'string') tell(facts);
    messages++;
  };
  for (const { device, phase } of order) send(BEGIN + phase, birthOf(town, device, BEGIN + phase));
  for (let hour = 1; hour < HOURS; hour++) {
    for (const { device, phase } of order) {
      const level = levels(device.number, hour);
      if (level !== undefined) send(BEGIN + hour * HOUR_MS + phase, dataOf(device, hour, phase, level));
    }
  }
  tell(monitor.advance(BEGIN + HOURS * HOUR_MS));
  return messages;
}

function birthOf({ villageKey }: Town, { id, village, amplifier }: TownDevice, ts: number): Uplink {
  const place = { area: villageKey(village).slice('area:'.length), parent: `amp-${village}-${amplifier}` };
  return {
    county: '441223',
    device: id,
    verb: 'birth',
    body: { v: 1, boot: 'b1', seq: 0, ts, class: 'stb', T: 3_600, ...place },
  };
}

function dataOf({ id }: TownDevice, hour: number, phase: number, level: number): Uplink {
  const m = { 'dvbc.qam': 64, 'dvbc.mer_db': Math.round(level * 10) / 10 };
  const ts = BEGIN + hour * HOUR_MS + phase;
  return { county: '441223', device: id, verb: 'data', body: { v: 1, boot: 'b1', seq: hour, ts, m } };
}

function score({ truths }: Plan, told: readonly Told[]): Omit<QuarterScore, 'areas' | 'messages'> {
  const faults: string[] = [];
  const right = truths.filter((truth) => isFound(truth, told));
  const left = right.filter((truth) => isLeft(truth, told));
  for (const truth of truths)
    if (!right.includes(truth)) faults.push(`missed ${describe(truth)}: ${near(truth, told)}`);
  for (const truth of right) if (!left.includes(truth)) faults.push(`did not leave: ${describe(truth)}`);
  const wrong = told
    .filter(({ change }) => change === 'opened' || change === 'reopened')
    .filter((one) => !isTrue(one, truths, told));
  const falseAreas = new Set(wrong.map(({ key }) => key));
  for (const { key, hour } of wrong) faults.push(`false ${key} at day ${(hour / DAY).toFixed(1)}`);
  return {
    truths: truths.length,
    right: right.length,
    left: left.length,
    falseAreas: falseAreas.size,
    faults,
  };
}

const EIGHT_DAYS = 8 * DAY;
const IS_OPEN: ReadonlySet<string> = new Set(['opened', 'reopened', 'updated']);

function isFound({ key, from }: Truth, told: readonly Told[]): boolean {
  return told.some(
    (one) => IS_OPEN.has(one.change) && one.key === key && one.hour >= from && one.hour <= from + EIGHT_DAYS,
  );
}

function isLeft({ key, until }: Truth, told: readonly Told[]): boolean {
  const last = told.filter((one) => one.key === key && one.hour <= until + LEAVE_HOURS).at(-1);
  return last !== undefined && !IS_OPEN.has(last.change);
}

/** An incident is true if it was ever told of a truth of its time. */
function isTrue({ id }: Told, truths: readonly Truth[], told: readonly Told[]): boolean {
  return told
    .filter((one) => one.id === id)
    .some(({ key, hour }) =>
      truths.some((truth) => truth.key === key && hour >= truth.from && hour <= truth.until + ECHO_HOURS),
    );
}

const describe = ({ key, from, until, hoursOfDay, devices }: Truth): string =>
  `${key} days ${from / DAY}–${until / DAY}, ${hoursOfDay.size} h a day, ${devices.size} devices`;

function near({ from, until }: Truth, told: readonly Told[]): string {
  const then = told.filter(({ hour }) => hour >= from && hour <= until);
  return [...new Set(then.map(({ key }) => key))].slice(0, 6).join(' ');
}
