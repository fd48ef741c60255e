import { z } from 'zod';
import { AreaCode, DeviceId, IntervalS, NodeId, ShortText } from './ids.ts';
import { DeviceClassName } from './messages.ts';

// Each column says in words what is right in it (`description`): a wrong cell is answered with that.

/** A cell of a CSV that may be left empty. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((cell) => (cell === '' || cell === undefined ? undefined : cell), schema.optional());

/** Plain decimals only: `Number` alone would also take `0x1F`, and what a spreadsheet made of a long code. */
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;
const number = (schema: z.ZodNumber) =>
  z.preprocess((cell) => (typeof cell === 'string' && DECIMAL.test(cell) ? Number(cell) : cell), schema);

const MAX_COUNT = 2_000_000_000;
const count = optional(number(z.int().min(0).max(MAX_COUNT))).describe(
  `a whole number, 0 to ${MAX_COUNT}, or nothing`,
);
const lon = optional(number(z.number().min(-180).max(180))).describe('degrees east, -180 to 180, or nothing');
const lat = optional(number(z.number().min(-90).max(90))).describe('degrees north, -90 to 90, or nothing');
const area = AreaCode.describe('a division code of 6, 9 or 12 digits');
const node = NodeId.describe('a node id of 1 to 64 letters, digits, _ . : or -, a letter or digit first');
const name = ShortText.describe('a name of at most 128 characters');
const id = ShortText.min(1).describe('an id of 1 to 128 characters');
const moment = z.iso
  .datetime({ offset: true })
  .describe('a time with its offset, like 2026-05-01T02:00:00+08:00');

interface Placed {
  lon?: unknown;
  lat?: unknown;
}

/** A refinement that is asked of rows with other faults too, so that all are named at once. */
const always = (path: string, error: string) => ({ path: [path], error, when: () => true });
const hasLonToLat = (row: Placed) => row.lon !== undefined || row.lat === undefined;
const hasLatToLon = (row: Placed) => row.lat !== undefined || row.lon === undefined;
const lonMissing = always('lon', 'expected degrees east beside lat, found nothing');
const latMissing = always('lat', 'expected degrees north beside lon, found nothing');

/** From the widest to the narrowest. */
export const DIVISION_LEVELS = ['city', 'county', 'township', 'village'] as const;
export const DivisionLevel = z.enum(DIVISION_LEVELS);
export type DivisionLevel = z.infer<typeof DivisionLevel>;

const CODE_DIGITS: Record<DivisionLevel, number> = { city: 6, county: 6, township: 9, village: 12 };

export const DivisionRow = z
  .object({
    code: area,
    parent: area,
    level: DivisionLevel.describe(`one of ${DIVISION_LEVELS.join(', ')}`),
    name: ShortText.min(1).describe('a name of 1 to 128 characters'),
    population: count,
    households: count,
  })
  .refine((row) => row.code.length === CODE_DIGITS[row.level], {
    path: ['code'],
    error: 'expected 6 digits for a city or county, 9 for a township, 12 for a village',
  });
export type DivisionRow = z.infer<typeof DivisionRow>;

export const PlantRow = z
  .object({
    id: node,
    parent: optional(NodeId).describe('the id of the node above, or nothing at the top'),
    kind: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,31}$/)
      .describe('a kind such as headend, hub, olt, pon, splitter, optical_node, amplifier'),
    name,
    area,
    lon,
    lat,
  })
  .refine(hasLonToLat, lonMissing)
  .refine(hasLatToLon, latMissing);
export type PlantRow = z.infer<typeof PlantRow>;

export const DeviceRow = z
  .object({
    id: DeviceId.describe('a device id of 1 to 64 letters, digits, _ or -, a letter or digit first'),
    class: DeviceClassName.describe(`one of ${DeviceClassName.options.join(', ')}`),
    node,
    area,
    name,
    lon,
    lat,
    T: optional(number(IntervalS)).describe('whole seconds, 1 to 86400, or nothing for the class default'),
    homes: count,
    population: count,
  })
  .refine(hasLonToLat, lonMissing)
  .refine(hasLatToLon, latMissing);
export type DeviceRow = z.infer<typeof DeviceRow>;

export const WeakAreaRow = z.object({
  id,
  name,
  area,
  since: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })])
    .describe('a date like 2026-05-01, or a time with its offset'),
  target: optional(ShortText).describe('at most 128 characters, or nothing'),
});
export type WeakAreaRow = z.infer<typeof WeakAreaRow>;

export const MaintenanceRow = z
  .object({
    id,
    scope: z
      .string()
      .regex(/^(node|area|device):[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/)
      .describe('node:…, area:… or device:… with an id behind it'),
    from: moment,
    to: moment,
    reason: ShortText.describe('a reason of at most 128 characters'),
  })
  .refine(isForward, always('to', 'expected a time after from'));
export type MaintenanceRow = z.infer<typeof MaintenanceRow>;

/** A time that is no time has its own fault already. */
function isForward({ from, to }: { from: unknown; to: unknown }): boolean {
  const [start, end] = [moment.safeParse(from).data, moment.safeParse(to).data];
  return start === undefined || end === undefined || Date.parse(start) < Date.parse(end);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const days = z.array(z.iso.date('expected a date like 2026-05-01')).max(400).default([]);

/**
 * Days that are not what the rule of the calendar makes of them: the bridge days and made-up workdays that the
 * State Council announces each autumn for the year to come. Nobody can compute them.
 */
export const SiteCalendar = z
  .strictObject({ holidays: days, workdays: days })
  .refine(({ holidays, workdays }) => holidays.every((day) => !workdays.includes(day)), {
    path: ['workdays'],
    error: 'expected days that are not holidays as well',
  });
export type SiteCalendar = z.infer<typeof SiteCalendar>;

/** `site.yaml`, optional: what the columns cannot say. */
export const SiteInfo = z.strictObject({
  name: z.string().min(1).max(128),
  nameEn: z.string().max(128).optional(),
  timezone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'expected a time zone like Asia/Shanghai')
    .default('Asia/Shanghai'),
  /** Says that plant and devices are made up; shown wherever they are shown. */
  invented: z.boolean().default(false),
  note: z.string().max(1024).optional(),
  calendar: SiteCalendar.optional(),
});
export type SiteInfo = z.infer<typeof SiteInfo>;
