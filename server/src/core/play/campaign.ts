import type { DeviceClassName } from '@fengsui/config/contract';
import type { Column } from '../columns.ts';
import { createColumn } from '../columns.ts';
import type { DeviceState } from '../device/state.ts';
import type { PlayReport } from './play-event.ts';

/** One play of the emergency broadcast, by what its terminals report of it. */
export interface Campaign {
  ebmId: string;
  type: number | null;
  level: number | null;
  startAt: number;
  lastReportAt: number;
  /** Some terminal has told how it went. */
  hasEnded: boolean;
  /** Ids that it was meant for, where somebody has said so. */
  list: readonly string[] | null;
  /** By device, a place in `OUTCOMES`. */
  outcomes: Column;
  /** By device: 1 for those that it was taken to be meant for; and how many such were away. */
  meant: Column;
  away: number;
  reports: number;
  /** Those that took part: only such are expected to report. */
  classes: Set<DeviceClassName>;
  dueAt: number | undefined;
  /** Its figures were told. */
  isTold: boolean;
  isCalled: boolean;
}

export const OUTCOMES = ['none', 'started', 'failed', 'success'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const MINUTE_MS = 60_000;
/** After the last report: whoever has not reported by then is silent. */
const QUIET_MS = 5 * MINUTE_MS;
/** A play of which only beginnings are known. */
const LONGEST_MS = 60 * MINUTE_MS;
/** A play of which nothing is known but that it was ordered. */
const UNHEARD_MS = 30 * MINUTE_MS;
const LATE_MS = MINUTE_MS;

export function newCampaign(ebmId: string, at: number): Campaign {
  return {
    ebmId,
    type: null,
    level: null,
    startAt: at,
    lastReportAt: at,
    hasEnded: false,
    list: null,
    outcomes: createColumn(Uint8Array),
    meant: createColumn(Uint8Array),
    away: 0,
    reports: 0,
    classes: new Set(),
    dueAt: at + UNHEARD_MS,
    isTold: false,
    isCalled: false,
  };
}

export function outcomeOf({ outcomes }: Campaign, device: number): Outcome {
  return OUTCOMES[outcomes.get(device)] ?? 'none';
}

/** A terminal reports. What it said before of its end is not undone by a beginning that comes late. */
export function note(campaign: Campaign, state: DeviceState, report: PlayReport, at: number): void {
  const before = campaign.outcomes.get(state.index);
  const now = OUTCOMES.indexOf(report.outcome);
  if (report.outcome !== 'started' || before === 0) campaign.outcomes.set(state.index, now);
  if (before === 0) campaign.reports++;
  campaign.classes.add(state.class);
  campaign.type ??= report.type;
  campaign.level ??= report.level;
  campaign.lastReportAt = at;
  campaign.hasEnded ||= report.outcome !== 'started';
  campaign.dueAt = campaign.isTold ? at + LATE_MS : at + (campaign.hasEnded ? QUIET_MS : LONGEST_MS);
}

/** EBM types 1 to 3 are drills of the system, of the simulation and of the real thing. */
export const isExercise = ({ type }: Pick<Campaign, 'type'>): boolean =>
  type !== null && type >= 1 && type <= 3;
export const isEmergency = ({ type }: Pick<Campaign, 'type'>): boolean => type === 4;
const DAILY = 5;
export const isDaily = ({ type }: Pick<Campaign, 'type'>): boolean => type === DAILY;
