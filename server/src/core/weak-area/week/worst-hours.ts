import type { WeekAnswer, Words } from '@fengsui/config/contract';
import { LEAST_DEVICES } from '@fengsui/config/contract';
import type { WeakOf } from './clearly-other.ts';
import { isClearlyOther } from './clearly-other.ts';
import type { FoldedCell, FoldedWeek } from './week-grid.ts';
import { ratioOf } from './week-grid.ts';
import { stretchWords, weekWords } from './week-words.ts';

type Stretch = WeekAnswer['worst'][number];

/** A run of hours on some days; only where every day has it may it run on into the next day. */
interface Run {
  days: readonly number[];
  start: number;
  hours: number;
}
type DayRun = Omit<Run, 'days'>;

/** As many of the days as must be weak at an hour before all of them are said to be. */
interface DayGroup {
  days: readonly number[];
  needed: number;
}

const HOURS_OF_DAY = Array.from({ length: 24 }, (_, hour) => hour);
const ALL_DAYS = [0, 1, 2, 3, 4, 5, 6];
const DAY_GROUPS: readonly DayGroup[] = [
  { days: ALL_DAYS, needed: 6 },
  { days: [0, 1, 2, 3, 4], needed: 4 },
  { days: [5, 6], needed: 2 },
];
/** A share that counts as weak whatever the rest of the week is like. */
const WEAK_SHARE = 0.2;
/** A cell that rests on fewer hours than this, where others have more, says nothing. */
const LEAST_HOURS = 3;
const MAX_STRETCHES = 5;

const cellAt = (day: number, hour: number): number => (day * 24 + hour) % (7 * 24);

/** The worst hours of a week by name, the worst first, and a sentence on all of it. */
export function worstHours(week: FoldedWeek): { worst: Stretch[]; words: Words } {
  const { cells } = week;
  const isWeak = weakIn(cells);
  const isTold = toldIn(cells);
  const left = new Set([...cells.keys()].filter((i) => pick(cells, [i]).some(isTold) && isWeak([i])));
  const groups = DAY_GROUPS.flatMap((group) => takeGroup(group, left, isWeak));
  const worst = [...groups, ...takeDays(left)]
    .map((run) => stretchOf(run, cells))
    .sort((a, b) => b.weak_ratio - a.weak_ratio || b.n - a.n || a.from - b.from)
    .slice(0, MAX_STRETCHES);
  const devices = Math.max(0, ...cells.map((cell) => cell.devices));
  return { worst, words: weekWords({ share: ratioOf(sum(cells)), devices, worst }) };
}

const pick = (cells: FoldedWeek['cells'], numbers: readonly number[]): FoldedCell[] =>
  numbers.flatMap((i) => cells[i] ?? []);

function sum(cells: readonly WeakOf[]): WeakOf {
  return cells.reduce((all, { n, weak }) => ({ n: all.n + n, weak: all.weak + weak }), { n: 0, weak: 0 });
}

/** Whether a cell rests on enough to say anything. */
function toldIn(cells: FoldedWeek['cells']): (cell: FoldedCell) => boolean {
  const least = Math.min(LEAST_HOURS, Math.max(...cells.map(({ hours }) => hours)));
  return ({ devices, hours }) => devices >= LEAST_DEVICES && hours >= least;
}

/** A fifth is weak wherever it is; less is where the week as a whole is clearly better. */
function weakIn(cells: FoldedWeek['cells']): (numbers: readonly number[]) => boolean {
  const all = sum(cells);
  return (numbers) => {
    const own = sum(pick(cells, numbers));
    if (own.n === 0) return false;
    const ratio = own.weak / own.n;
    return ratio >= WEAK_SHARE || (ratio > all.weak / all.n && isClearlyOther(own, all));
  };
}

/** Hours at which most days of a group are weak; their cells are not told again. */
function takeGroup(
  { days, needed }: DayGroup,
  left: Set<number>,
  isWeak: (numbers: readonly number[]) => boolean,
): Run[] {
  const cellsAt = (hour: number): number[] => days.map((day) => cellAt(day, hour));
  const hours = HOURS_OF_DAY.filter((hour) => {
    const own = cellsAt(hour);
    return own.filter((i) => left.has(i)).length >= needed && isWeak(own);
  });
  for (const i of hours.flatMap(cellsAt)) left.delete(i);
  const runs = runsOf(hours);
  const whole = days.length === ALL_DAYS.length ? joinedAtMidnight(runs) : runs;
  return whole.map((run) => ({ days, ...run }));
}

/** What is left, day by day; days with the very same hours together. */
function takeDays(left: ReadonlySet<number>): Run[] {
  const byHours = new Map<string, DayRun & { days: number[] }>();
  for (const day of ALL_DAYS) {
    for (const run of runsOf(HOURS_OF_DAY.filter((hour) => left.has(cellAt(day, hour))))) {
      const key = `${run.start} ${run.hours}`;
      const known = byHours.get(key);
      if (known) known.days.push(day);
      else byHours.set(key, { days: [day], ...run });
    }
  }
  return [...byHours.values()];
}

function runsOf(hours: readonly number[]): DayRun[] {
  const runs: DayRun[] = [];
  for (const hour of hours) {
    const last = runs.at(-1);
    if (last && last.start + last.hours === hour) last.hours++;
    else runs.push({ start: hour, hours: 1 });
  }
  return runs;
}

function joinedAtMidnight(runs: DayRun[]): DayRun[] {
  const [first, last] = [runs[0], runs.at(-1)];
  if (!first || !last || first === last) return runs;
  if (first.start > 0 || last.start + last.hours < HOURS_OF_DAY.length) return runs;
  return [...runs.slice(1, -1), { start: last.start, hours: last.hours + first.hours }];
}

function stretchOf({ days, start, hours }: Run, cells: FoldedWeek['cells']): Stretch {
  const numbers = days.flatMap((day) => HOURS_OF_DAY.slice(0, hours).map((i) => cellAt(day, start + i)));
  const own = sum(pick(cells, numbers));
  return {
    from: cellAt(days[0] ?? 0, start),
    hours,
    days: [...days],
    weak_ratio: ratioOf(own) ?? 0,
    n: own.n,
    words: stretchWords(days, start, hours),
  };
}
