import { z } from 'zod';

/** A device's name for life: it is part of the topic and of the MQTT client id. */
export const DeviceId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);
export type DeviceId = z.infer<typeof DeviceId>;

/** GB/T 2260, six digits: the stable key for access control and for sharding. */
export const CountyCode = z.string().regex(/^\d{6}$/);
export type CountyCode = z.infer<typeof CountyCode>;

/** An administrative division: city or county (6 digits), township (9), village (12). */
export const AreaCode = z.string().regex(/^\d{6}(\d{3}){0,2}$/);
export type AreaCode = z.infer<typeof AreaCode>;

/** A node of the plant: head-end, hub, OLT, PON, splitter, amplifier … */
export const NodeId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/);
export type NodeId = z.infer<typeof NodeId>;

/** Names one life of a device, from one start to the next; 16 hex digits at most. */
export const BootId = z.string().regex(/^[0-9a-fA-F]{1,16}$/);
export type BootId = z.infer<typeof BootId>;

/** Counts up per boot over data, hist and event. */
export const Seq = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Milliseconds since 1970 UTC, by the sender's clock, which may be wrong. */
export const TimeMs = z.int().min(0).max(8_640_000_000_000_000);

/** Seconds within which a device promises to be heard. */
export const IntervalS = z.int().min(1).max(86_400);

export const ShortText = z.string().max(128);

/** Times in queries: ms since 1970, or ISO 8601 with offset. */
export const QueryTime = z.union([
  z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number),
  z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso)),
]);
