import type {
  DeviceClassName,
  IncidentType,
  LevelAt,
  Priority,
  ResponseLevel,
  Severity,
  Words,
} from '@fengsui/config/contract';

/** Incidents that gain in priority; what is not named does not matter. */
export interface Raise {
  types?: readonly IncidentType[];
  /** Of the device that it is about. */
  classes?: readonly DeviceClassName[];
  atLeastHomes?: number;
  to: Priority;
}

/** What a level changes: order of work, grouping and staffing. No clock is among it, and none may be. */
export interface LevelEffect {
  name: Words;
  raise: readonly Raise[];
  /** One message for a county instead of one for each incident, but for these severities. */
  digest: { per: 'county'; except: readonly Severity[] } | null;
  /** Who is called at once beside whoever is on duty. */
  atOnce: readonly 'lead'[];
}

/** Why something is as it is: the level and what switched it on. JSON. */
export type LevelReason = Record<'level' | 'entry' | 'source' | 'why' | 'region', string>;

/** What reaches people in danger comes before all else; then mains, which other faults follow from. */
const WARNERS: readonly Raise[] = [
  { classes: ['eb_speaker', 'eb_adapter'], to: 'high' },
  { types: ['silent_speaker'], to: 'high' },
];
const COUNTY_DIGEST = { per: 'county', except: ['critical'] } as const;

export const LEVEL_EFFECTS: Readonly<Record<ResponseLevel, LevelEffect>> = {
  I: {
    name: { zh: 'I级响应（特别重大）', en: 'Level I (extreme)' },
    raise: [
      ...WARNERS,
      { types: ['power', 'outage'], atLeastHomes: 8, to: 'high' },
      { types: ['power'], to: 'medium' },
    ],
    digest: COUNTY_DIGEST,
    atOnce: ['lead'],
  },
  II: {
    name: { zh: 'II级响应（重大）', en: 'Level II (severe)' },
    raise: [...WARNERS, { types: ['power'], to: 'medium' }],
    digest: COUNTY_DIGEST,
    atOnce: ['lead'],
  },
  III: {
    name: { zh: 'III级响应（较大）', en: 'Level III (moderate)' },
    raise: WARNERS.map((raise) => ({ ...raise, to: 'medium' })),
    digest: null,
    atOnce: [],
  },
  IV: { name: { zh: 'IV级响应（一般）', en: 'Level IV (minor)' }, raise: [], digest: null, atOnce: [] },
};

const ORDINARY: LevelEffect = {
  name: { zh: '常态', en: 'Ordinary' },
  raise: [],
  digest: null,
  atOnce: [],
};

/** What holds at a place, and why; `because` is null on an ordinary day. */
export function effectAt(found: LevelAt | undefined): { effect: LevelEffect; because: LevelReason | null } {
  if (!found) return { effect: ORDINARY, because: null };
  return { effect: LEVEL_EFFECTS[found.level], because: reasonOf(found) };
}

function reasonOf({ level, entries: [entry] }: LevelAt): LevelReason {
  const { id = '', source = '', why = '', region = '' } = entry ?? {};
  return { level, entry: id, source, why, region };
}

export interface Prioritised {
  type: IncidentType;
  severity: Severity;
  /** Of the device that it is about; undefined where it is about none, or many. */
  class?: DeviceClassName | undefined;
  homes: number;
}

/** By consequence alone; it follows severity, which counts homes and trunks already. */
const BY_SEVERITY: Readonly<Record<Severity, Priority>> = {
  critical: 'high',
  major: 'medium',
  minor: 'low',
  warning: 'low',
  info: 'low',
};
const PRIORITIES: readonly Priority[] = ['high', 'medium', 'low'];

/** Consequence, raised by the level that holds where it is; a level never lowers it. */
export function priorityOf(
  incident: Prioritised,
  found: LevelAt | undefined,
): { priority: Priority; because: { severity: Severity; raisedBy: LevelReason | null } } {
  const { severity } = incident;
  const own = BY_SEVERITY[severity];
  const { effect, because } = effectAt(found);
  const raised = effect.raise.filter((raise) => isMeant(raise, incident)).map(({ to }) => to);
  const priority = PRIORITIES.find((one) => one === own || raised.includes(one)) ?? own;
  return { priority, because: { severity, raisedBy: priority === own ? null : because } };
}

function isMeant({ types, classes, atLeastHomes = 0 }: Raise, incident: Prioritised): boolean {
  if (incident.severity === 'info') return false;
  if (types && !types.includes(incident.type)) return false;
  if (classes && (incident.class === undefined || !classes.includes(incident.class))) return false;
  return incident.homes >= atLeastHomes;
}
