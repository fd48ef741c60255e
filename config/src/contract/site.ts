import { z } from 'zod';
import { AreaCode, DeviceId, IntervalS, NodeId, ShortText } from './ids.ts';
import { DeviceClassName } from './messages.ts';

/** A cell of a CSV that may be left empty. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((cell) => (cell === '' || cell === undefined ? undefined : cell), schema.optional());
const number = (schema: z.ZodNumber) =>
  z.preprocess((cell) => (typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : cell), schema);
const count = number(z.int().min(0).max(2_000_000_000));
const lon = number(z.number().min(-180).max(180));
const lat = number(z.number().min(-90).max(90));

export const DivisionLevel = z.enum(['city', 'county', 'township', 'village']);
export type DivisionLevel = z.infer<typeof DivisionLevel>;

export const DivisionRow = z.object({
  code: AreaCode,
  parent: AreaCode,
  level: DivisionLevel,
  name: ShortText.min(1),
  population: optional(count),
  households: optional(count),
});
export type DivisionRow = z.infer<typeof DivisionRow>;

export const PlantRow = z.object({
  id: NodeId,
  parent: optional(NodeId),
  kind: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/),
  name: ShortText,
  area: AreaCode,
  lon: optional(lon),
  lat: optional(lat),
});
export type PlantRow = z.infer<typeof PlantRow>;

export const DeviceRow = z.object({
  id: DeviceId,
  class: DeviceClassName,
  node: NodeId,
  area: AreaCode,
  name: ShortText,
  lon: optional(lon),
  lat: optional(lat),
  T: optional(number(IntervalS)),
  homes: optional(count),
  population: optional(count),
});
export type DeviceRow = z.infer<typeof DeviceRow>;

export const WeakAreaRow = z.object({
  id: ShortText.min(1),
  name: ShortText,
  area: AreaCode,
  since: z.union([z.iso.date(), z.iso.datetime({ offset: true })]),
  target: optional(ShortText),
});
export type WeakAreaRow = z.infer<typeof WeakAreaRow>;

export const MaintenanceRow = z.object({
  id: ShortText.min(1),
  scope: z.string().regex(/^(node|area|device):[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/),
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  reason: ShortText,
});
export type MaintenanceRow = z.infer<typeof MaintenanceRow>;

/** `site.yaml`, optional: what the columns cannot say. */
export const SiteInfo = z.strictObject({
  name: z.string().min(1).max(128),
  nameEn: z.string().max(128).optional(),
  timezone: z.string().max(64).default('Asia/Shanghai'),
  /** Says that plant and devices are made up; shown wherever they are shown. */
  invented: z.boolean().default(false),
  note: z.string().max(1024).optional(),
});
export type SiteInfo = z.infer<typeof SiteInfo>;
