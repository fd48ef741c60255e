import type { Actor, CalendarEntry, Json, LevelBody } from '@fengsui/config/contract';
import { CalendarEntry as CalendarSchema, LevelEntry } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';
import { calendarLevels } from '../core/level/calendar.ts';
import type { Levels } from '../core/level/levels.ts';
import { createLevels } from '../core/level/levels.ts';
import type { OffsetAt } from '../core/level/local-time.ts';
import type { Records } from '../ledger/records/port.ts';
import type { WarningStore } from './warning-store.ts';

/** Why an entry could not be ended. */
export type EndRefusal = 'unknown' | 'over' | 'calendar';

/** All that is switched on, from whatever source; times are ms UTC. */
export interface LevelDesk {
  /** Everything that is known to hold around a time. */
  levels(at?: number): Levels;
  /** `past`: it would have begun, or would be over, before now. */
  switchOn(body: LevelBody, by: Actor): LevelEntry | 'full' | 'past';
  end(id: string, by: Actor): LevelEntry | EndRefusal;
  calendar(): CalendarEntry[];
  setCalendar(entry: CalendarEntry, by: Actor): 'set' | 'full';
  dropCalendar(id: string, by: Actor): boolean;
  /** Warnings have changed. */
  changed(): void;
}

interface DeskParts {
  records: Pick<Records, 'all' | 'get' | 'put' | 'remove'>;
  warnings: Pick<WarningStore, 'entries' | 'end'>;
  offsetAt: OffsetAt;
  clock: Pick<Clock, 'now'>;
  /** Unlike any given before. */
  newId(): string;
  /** Called after every change; whoever watches levels asks anew. */
  onChange(): void;
}

const DAY_MS = 86_400_000;
const BEHIND_MS = 35 * DAY_MS;
const AHEAD_MS = 400 * DAY_MS;
const MAX_BY_HAND = 1_000;
const MAX_CALENDAR = 200;
/** Clocks differ, and forms are filled in slowly. */
const SLACK_MS = 5 * 60_000;

export function createLevelDesk(parts: DeskParts): LevelDesk {
  const { records, warnings, offsetAt, clock } = parts;
  /** Newest first: for now, and for a time in the past that is being looked at. */
  let known: { from: number; to: number; levels: Levels }[] = [];

  const byHand = (): LevelEntry[] =>
    records.all('level').flatMap(({ value }) => LevelEntry.safeParse(value).data ?? []);
  const calendar = (): CalendarEntry[] =>
    records.all('calendar').flatMap(({ value }) => CalendarSchema.safeParse(value).data ?? []);

  function changed(): void {
    known = [];
    parts.onChange();
  }

  /** Calendars are unrolled around the time in question; the same answer serves for a month. */
  function around(at: number): Levels {
    const found = known.find(({ from, to }) => from <= at && at < to);
    if (found) return found.levels;
    const window = { from: Math.max(0, at - BEHIND_MS), to: at + AHEAD_MS };
    const levels = createLevels([
      ...byHand(),
      ...calendarLevels(calendar(), window, offsetAt),
      ...warnings.entries(),
    ]);
    known = [{ from: window.from, to: at + BEHIND_MS, levels }, ...known].slice(0, 2);
    return levels;
  }

  function keep(entry: LevelEntry, by: Actor): LevelEntry {
    records.put({ kind: 'level', id: entry.id, value: entry as unknown as Json, by, at: clock.now() });
    changed();
    return entry;
  }

  /** Those that ended first make room. */
  function hasRoom(by: Actor): boolean {
    const entries = byHand();
    if (entries.length < MAX_BY_HAND) return true;
    const over = entries.filter(({ to }) => to !== null && to <= clock.now());
    const [oldest] = over.sort((a, b) => (a.to ?? 0) - (b.to ?? 0));
    return oldest !== undefined && records.remove({ kind: 'level', id: oldest.id, by, at: clock.now() });
  }

  return {
    levels: (at = clock.now()) => around(at),
    changed,
    calendar,
    switchOn({ level, region, why, from = clock.now(), to }, by) {
      const now = clock.now();
      if (from < now - SLACK_MS || (to !== null && to <= now)) return 'past';
      if (!hasRoom(by)) return 'full';
      const id = `hand-${parts.newId()}`;
      return keep({ id, level, region, why, from, to, source: 'hand', by }, by);
    },
    end(id, by) {
      const now = clock.now();
      const entry = around(now)
        .all()
        .find((one) => one.id === id);
      if (!entry) return 'unknown';
      if (entry.source === 'calendar') return 'calendar';
      if (entry.to !== null && entry.to <= now) return 'over';
      if (entry.source === 'hand') return keep({ ...entry, to: Math.max(now, entry.from) }, by);
      warnings.end(warningOf(id), by);
      return { ...entry, to: now };
    },
    setCalendar(entry, by) {
      if (!records.get('calendar', entry.id) && calendar().length >= MAX_CALENDAR) return 'full';
      records.put({ kind: 'calendar', id: entry.id, value: entry as unknown as Json, by, at: clock.now() });
      changed();
      return 'set';
    },
    dropCalendar(id, by) {
      const wasThere = records.remove({ kind: 'calendar', id, by, at: clock.now() });
      if (wasThere) changed();
      return wasThere;
    },
  };
}

/** `cap-…-0-441223` → the warning; entries of one warning end together. */
const warningOf = (id: string): string => id.replace(/-\d+-\d+$/, '');
