import { z } from 'zod';
import { FreeJson } from './free-json.ts';
import { AreaCode, BootId, IntervalS, NodeId, Seq, ShortText, TimeMs } from './ids.ts';
import { MetricName, Metrics } from './telemetry.ts';

export const PROTOCOL_VERSION = 1;
export const MAX_PAYLOAD_BYTES = 64 * 1024;
export const MAX_HIST_SAMPLES = 500;

const v = z.literal(PROTOCOL_VERSION);

export const DeviceClassName = z.enum(['stb', 'onu', 'eb_speaker', 'eb_adapter', 'site', 'gateway']);
export type DeviceClassName = z.infer<typeof DeviceClassName>;

export const BootReason = z.enum(['cold', 'watchdog', 'upgrade', 'user', 'reconnect']);
export const DeathReason = z.enum(['lost', 'shutdown', 'restart', 'upgrade', 'standby']);
export type DeathReason = z.infer<typeof DeathReason>;

export const Birth = z.object({
  v,
  boot: BootId,
  seq: Seq,
  ts: TimeMs,
  class: DeviceClassName,
  T: IntervalS,
  area: AreaCode,
  parent: NodeId,
  model: ShortText.optional(),
  vendor: ShortText.optional(),
  hw: ShortText.optional(),
  fw: ShortText.optional(),
  caps: z.array(MetricName).max(256).optional(),
  boot_reason: BootReason.optional(),
  /** The life before this one, and the highest number that it gave: what of it never came can be asked for. */
  last: z.object({ boot: BootId, seq: Seq }).optional(),
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
  crs: z.enum(['wgs84', 'gcj02']).optional(),
});
export type Birth = z.infer<typeof Birth>;

/** Also the will; a will whose `boot` is not the device's current one is void. */
export const Death = z.object({ v, boot: BootId, reason: DeathReason, ts: TimeMs.optional() });
export type Death = z.infer<typeof Death>;

/** An empty `m` is a heartbeat. */
export const Data = z.object({ v, boot: BootId, seq: Seq, ts: TimeMs, m: Metrics });
export type Data = z.infer<typeof Data>;

export const Sample = z.object({ seq: Seq, ts: TimeMs, m: Metrics });
export type Sample = z.infer<typeof Sample>;

/** Measured while out of contact, oldest first; never changes what is current. */
export const Hist = z.object({ v, boot: BootId, samples: z.array(Sample).min(1).max(MAX_HIST_SAMPLES) });
export type Hist = z.infer<typeof Hist>;

export const EVENT_TYPES = [
  'dying_gasp',
  'door',
  'smoke',
  'water',
  'play_start',
  'play_end',
  'fault',
  'fault_cleared',
] as const;

/** Types so far: EVENT_TYPES. A newer probe may send others, so any short name is taken. */
export const DeviceEvent = z.object({
  v,
  boot: BootId,
  seq: Seq,
  ts: TimeMs,
  type: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/),
  data: z.record(z.string().max(64), FreeJson).default({}),
});
export type DeviceEvent = z.infer<typeof DeviceEvent>;

export const COMMAND_TYPES = ['rebirth', 'sample_now', 'set_interval', 'run_check', 'resend'] as const;
const CommandId = z.string().min(1).max(64);

/** Arguments of `resend`: the sequence numbers `from` to `to`, both included, of one boot. */
export const ResendArgs = z
  .object({ boot: BootId, from: Seq, to: Seq })
  .refine((a) => a.from <= a.to, { error: 'from must not be after to' });
export type ResendArgs = z.infer<typeof ResendArgs>;

export const Command = z.discriminatedUnion('type', [
  z.object({ v, cmd_id: CommandId, ts: TimeMs, type: z.literal('rebirth'), args: z.object({}) }),
  z.object({ v, cmd_id: CommandId, ts: TimeMs, type: z.literal('sample_now'), args: z.object({}) }),
  z.object({
    v,
    cmd_id: CommandId,
    ts: TimeMs,
    type: z.literal('set_interval'),
    args: z.object({ T: IntervalS }),
  }),
  z.object({
    v,
    cmd_id: CommandId,
    ts: TimeMs,
    type: z.literal('run_check'),
    args: z.object({ check: ShortText }),
  }),
  z.object({ v, cmd_id: CommandId, ts: TimeMs, type: z.literal('resend'), args: ResendArgs }),
]);
export type Command = z.infer<typeof Command>;

export const Ack = z.object({
  v,
  cmd_id: CommandId,
  ts: TimeMs,
  ok: z.boolean(),
  result: FreeJson.optional(),
  error: z.string().max(1024).optional(),
});
export type Ack = z.infer<typeof Ack>;

/** The server's own state, retained under STATE/{host}; also its will. */
export const HostState = z.object({ v, online: z.boolean(), ts: TimeMs });
export type HostState = z.infer<typeof HostState>;
