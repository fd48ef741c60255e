import type {
  Cause,
  DeviceClassName,
  IncidentMatch,
  IncidentType,
  ResponseLevel,
  Severity,
} from '@fengsui/config/contract';

/** What a rule of the service standard may ask of an incident. */
export interface Subject {
  type: IncidentType;
  severity: Severity;
  cause: Cause;
  /** Of the device that it is about; none where it is about many. */
  class?: DeviceClassName | undefined;
  /** Division code, nearest; '' where it lies nowhere. */
  area: string;
  rural: boolean;
  /** The response level that is on there; none on an ordinary day. */
  level?: ResponseLevel | undefined;
  /** A customer has said so. */
  reported: boolean;
  /** A customer went over our heads. */
  escalated: boolean;
}

/** Whether it fits everything that is named. */
export function matches(match: IncidentMatch, subject: Subject): boolean {
  const { types, severities, causes, classes, areas, levels } = match;
  return (
    isOneOf(types, subject.type) &&
    isOneOf(severities, subject.severity) &&
    isOneOf(causes, subject.cause) &&
    isOneOf(classes, subject.class) &&
    isOneOf(levels, subject.level) &&
    (areas === undefined || areas.some((region) => isWithin(region, subject.area))) &&
    (['rural', 'reported', 'escalated'] as const).every(
      (flag) => match[flag] === undefined || match[flag] === subject[flag],
    )
  );
}

function isOneOf<T>(wanted: readonly T[] | undefined, value: T | undefined): boolean {
  return wanted === undefined || (value !== undefined && wanted.includes(value));
}

/** By the digits alone (GB/T 2260): a prefecture ends in 00, a province in 0000. */
export function isWithin(region: string, area: string): boolean {
  const prefix = region.length === 6 ? region.replace(/(00){1,2}$/, '') : region;
  return area.startsWith(prefix);
}

/** Sub-districts (streets) end here, towns begin. */
const FIRST_TOWN = 100;
const FIRST_TOWNSHIP = 200;
/** Places of their own kind: development zones, state farms. */
const FIRST_SPECIAL = 400;
/** Residents' committees are numbered below, villagers' committees from here. */
const FIRST_VILLAGERS = 200;

/**
 * By the digits of a division code (12: down to the village unit, 9: the town). A street is urban; elsewhere
 * a villagers' committee is rural and a residents' committee is not. Without a village unit a township is
 * rural, a town is not. What is wider than a town is not told apart and counts as urban: the shorter promise.
 */
export function isRural(area: string): boolean {
  if (area.length < 9) return false;
  const town = Number(area.slice(6, 9));
  const unit = Number(area.slice(9, 12));
  if (town < FIRST_TOWN) return false;
  return unit > 0 ? unit >= FIRST_VILLAGERS : town >= FIRST_TOWNSHIP && town < FIRST_SPECIAL;
}
