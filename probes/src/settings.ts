import { DEVICE_CLASSES } from '@fengsui/config/classes';
import {
  AreaCode,
  CountyCode,
  DeviceClassName,
  DeviceId,
  IntervalS,
  MetricName,
  NodeId,
  ShortText,
} from '@fengsui/config/contract';
import type { EnvTable } from '@fengsui/config/settings';
import { z } from 'zod';
import { ChecksSettings } from './checks/index.ts';
import { ownDeviceId } from './identity.ts';
import { LOG_LEVELS } from './log.ts';

const MiB = 1024 * 1024;
const path = z.string().min(1).max(4096);
const credential = z.string().min(1).max(256);

/** Everything that can be said of a probe. What is not said is taken from the machine and the class. */
export const ProbeSettings = z.strictObject({
  device: DeviceId.optional(),
  class: DeviceClassName.default('gateway'),
  /** Seconds within which it promises to be heard; without it that of the class. */
  T: IntervalS.optional(),
  /** Seconds between two rounds of checks; without it a quarter of T. */
  sampleEveryS: z.number().min(0.1).max(3_600).optional(),
  county: CountyCode.default('441200'),
  /** Without it the county. */
  area: AreaCode.optional(),
  /** The node of the plant that it hangs on. */
  parent: NodeId.default('unassigned'),
  model: ShortText.optional(),
  vendor: ShortText.optional(),
  hw: ShortText.optional(),
  fw: ShortText.optional(),
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
  crs: z.enum(['wgs84', 'gcj02']).optional(),
  mqtt: z
    .strictObject({
      url: z
        .string()
        .max(2048)
        .refine((url) => /^(mqtt|mqtts|ws|wss):\/\/\S+$/.test(url) && URL.canParse(url), {
          error: 'expected a URL like mqtt://broker:1883',
        })
        .default('mqtt://127.0.0.1:1883'),
      username: credential.optional(),
      password: credential.optional(),
      /** A file with the certificates to trust. */
      ca: path.optional(),
      version: z.enum(['3.1.1', '5']).default('3.1.1'),
      /** The range of the first try to come back; without it a third of T, 5 to 60 s. */
      reconnectBaseS: z.number().min(0.05).max(300).optional(),
    })
    .prefault({}),
  data: path.default('data'),
  spool: z
    .strictObject({
      maxBytes: z
        .int()
        .min(256 * 1024)
        .max(16 * 1024 * MiB)
        .default(32 * MiB),
      maxAgeH: z.number().min(1).max(8_760).default(24),
      /** How long what the broker has acknowledged may be in memory only. */
      flushS: z.number().min(1).max(3_600).default(600),
      /** How long what was written may be unknown to the medium itself. */
      syncS: z.number().min(1).max(3_600).default(60),
      /** A folder in memory that outlives the process; `none` writes each sample to disk at once. */
      memory: path.default('/dev/shm'),
    })
    .prefault({}),
  /** Metric → how far it has to move to be sent, in its own unit. */
  deadbands: z
    .record(MetricName, z.number().min(0).max(1e12))
    .refine((all) => Object.keys(all).length <= 256, { error: 'at most 256 metrics' })
    .default({}),
  checks: ChecksSettings,
  log: z.strictObject({ level: z.enum(LOG_LEVELS).default('info') }).prefault({}),
});
export type ProbeSettings = z.infer<typeof ProbeSettings>;

export const PROBE_ENV: EnvTable = {
  FENGSUI_MQTT_URL: 'mqtt.url',
  FENGSUI_MQTT_USERNAME: 'mqtt.username',
  FENGSUI_MQTT_PASSWORD: 'mqtt.password',
  FENGSUI_MQTT_CA: 'mqtt.ca',
  FENGSUI_DATA: 'data',
  FENGSUI_PROBE_DEVICE: 'device',
  FENGSUI_PROBE_CLASS: 'class',
  FENGSUI_PROBE_T: 'T',
  FENGSUI_PROBE_SAMPLE_EVERY: 'sampleEveryS',
  FENGSUI_PROBE_COUNTY: 'county',
  FENGSUI_PROBE_AREA: 'area',
  FENGSUI_PROBE_PARENT: 'parent',
  FENGSUI_LOG_LEVEL: 'log.level',
};

/** The settings with everything filled in that depends on the machine or on other settings. */
export type ResolvedSettings = ReturnType<typeof resolveSettings>;

export function resolveSettings(settings: ProbeSettings) {
  return {
    ...settings,
    device: settings.device ?? ownDeviceId(),
    T: settings.T ?? DEVICE_CLASSES[settings.class].T,
    area: settings.area ?? settings.county,
  };
}

const MIN_SAMPLE_EVERY_S = 5;
const MAX_SAMPLE_EVERY_S = 60;

/** How often to measure for an interval, where it was not said. */
export function sampleEveryFor(T: number): number {
  return Math.min(T, Math.max(MIN_SAMPLE_EVERY_S, Math.min(MAX_SAMPLE_EVERY_S, T / 4)));
}
