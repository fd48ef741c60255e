import { z } from 'zod';
import type { EnvTable } from './load.ts';

const MiB = 1024 * 1024;
const port = z.int('expected a port, 0 to 65535').min(0).max(65_535);
const host = z.string().min(1).max(253);
const credential = z.string().min(1).max(256);

const mqttUrl = z.string().regex(/^(mqtt|mqtts|ws|wss):\/\/\S+$/, 'expected a URL like mqtt://broker:1883');
const httpUrl = z.string().regex(/^https?:\/\/\S+$/, 'expected a URL like http://influxdb:8086');

const MAX_COUNTIES = 200;

/** The environment gives codes with commas between; YAML reads a code as a number. */
function asCodes(given: unknown): unknown {
  const list: unknown = typeof given === 'string' ? given.split(',').map((code) => code.trim()) : given;
  return Array.isArray(list)
    ? list.map((code: unknown) => (typeof code === 'number' ? String(code) : code))
    : list;
}

const counties = z
  .array(z.string().regex(/^\d{6}$/, 'expected a county code of six digits'), 'expected county codes')
  .max(MAX_COUNTIES)
  .refine((codes) => new Set(codes).size === codes.length, 'names a county twice');

export const ServerSettings = z.strictObject({
  /** What this server is called among several that share a broker; part of its incidents' numbers. */
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,15}$/, 'expected 1 to 16 of a-z, 0-9 and -')
    .optional(),
  /** The counties that this server serves, by their codes; without it all that the broker delivers. */
  counties: z.preprocess(asCodes, counties.optional()),
  http: z
    .strictObject({
      /** Loopback unless told otherwise; anywhere else a token is required (`bootstrapToken`). */
      host: host.default('127.0.0.1'),
      port: port.default(8080),
      /** How people open it from where they are: links in messages begin with it. */
      url: httpUrl.optional(),
    })
    .prefault({}),
  mqtt: z
    .strictObject({
      /** An outside broker; without it the embedded one. */
      url: mqttUrl.optional(),
      username: credential.optional(),
      password: credential.optional(),
      /** Fixed, so that the broker keeps this server's session while it is away. */
      clientId: z.string().min(1).max(64).default('fengsui-server'),
      embedded: z
        .strictObject({
          host: host.default('127.0.0.1'),
          port: port.default(1883),
          maxConnections: z.int().min(1).max(1_000_000).default(50_000),
          /** Messages a second that one client may publish, over ten seconds; beyond it is ended. */
          maxRatePerClient: z.number().min(1).max(100_000).default(200),
          /** Bytes a second of one client, over ten seconds; 2 KiB for each message where it is not said. */
          maxBytesPerClient: z.number().min(1_024).max(1_000_000_000).optional(),
          /** A county may stand behind one address. */
          maxConnectionsPerAddress: z.int().min(1).max(1_000_000).default(20_000),
          /** So many are let in a second; others wait, those that would wait 10 s come again later. */
          maxConnectsPerSecond: z.int().min(1).max(100_000).default(1_000),
          /** Times a minute that a client id may pass from one connection to another; then who is there stays. */
          maxTakeoversPerMinute: z.int().min(1).max(10_000).default(10),
          maxSubscriptionsPerClient: z.int().min(1).max(10_000).default(32),
          /** Subscriptions with a wildcard, of all clients together: each costs something with every message. */
          maxWatchers: z.int().min(0).max(10_000).default(20),
          /** Bytes sent to a client that it has not read; beyond it is ended. */
          maxUnreadBytesPerClient: z
            .int()
            .min(64 * 1024)
            .max(1024 * MiB)
            .default(16 * MiB),
          /** Seconds; who would be silent for longer, or for ever, is held to this. */
          maxKeepaliveS: z.int().min(10).max(65_535).default(3_600),
        })
        .prefault({}),
    })
    .prefault({}),
  influx: z
    .strictObject({
      /** InfluxDB instead of the embedded store. */
      url: httpUrl.optional(),
      database: z
        .string()
        .regex(/^[A-Za-z0-9_-]{1,64}$/)
        .default('fengsui'),
      username: credential.optional(),
      password: credential.optional(),
    })
    .prefault({}),
  series: z
    .strictObject({
      /** For how long samples are kept as they came. Older ones, come late, are refused. */
      rawDays: z.int().min(1).max(3_660).default(30),
      /** For how long counts, extremes and means of every hour are kept. */
      hourlyDays: z.int().min(1).max(36_600).default(1_096),
    })
    .prefault({}),
  journal: z
    .strictObject({
      /** Arrivals kept on disk while the store is away; at the bound no more is taken from the broker. */
      maxBytes: z
        .int()
        .min(MiB)
        .default(2048 * MiB),
    })
    .prefault({}),
  warnings: z
    .strictObject({
      /** A folder that warnings (CAP 1.2) are dropped into; what is read is moved to a folder inside it. */
      folder: z.string().min(1).max(4096).optional(),
      /** Addresses of CAP messages, or of Atom or RSS lists of some, fetched every five minutes. */
      feeds: z
        .array(
          z
            .string()
            .max(2_048)
            .regex(/^https?:\/\/[^\s@]+$/, 'expected a URL like https://warnings.example/cap.xml'),
        )
        .max(16)
        .default([]),
    })
    .prefault({}),
  detection: z
    .strictObject({
      /** Outages that may be called falsely in a day, over the whole site: fewer wait for more evidence. */
      falseAlarmsPerDay: z.number().min(0.001).max(100).default(0.1),
    })
    .prefault({}),
  weakAreas: z
    .strictObject({
      /** Areas that were found weak for so many days are watched from then on; without it a person decides. */
      watchFoundAfterDays: z.int().min(1).max(365).nullable().default(null),
    })
    .prefault({}),
  /** Somebody outside who is told again and again that this server lives; see docs/dead-man.md. */
  deadMan: z
    .strictObject({
      url: z.string().regex(/^https?:\/\/\S+$/, 'expected a URL like https://watch.example/beat'),
      /** Signs what is said. */
      secret: z.string().min(16, 'expected at least 16 characters').max(512),
      everyS: z.int().min(10).max(3_600).default(60),
    })
    .optional(),
  /** A site folder; without it the sample site. */
  site: z.string().min(1).max(4096).optional(),
  /** Where everything is kept. */
  data: z.string().min(1).max(4096).default('data'),
  /** An administrator's token for first use and for automation. */
  bootstrapToken: z.string().min(16, 'expected at least 16 characters').max(512).optional(),
  log: z
    .strictObject({ level: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info') })
    .prefault({}),
});
export type ServerSettings = z.infer<typeof ServerSettings>;

export const SERVER_ENV: EnvTable = {
  FENGSUI_NAME: 'name',
  FENGSUI_COUNTIES: 'counties',
  FENGSUI_HTTP_HOST: 'http.host',
  FENGSUI_HTTP_PORT: 'http.port',
  FENGSUI_HTTP_URL: 'http.url',
  FENGSUI_MQTT_URL: 'mqtt.url',
  FENGSUI_MQTT_USERNAME: 'mqtt.username',
  FENGSUI_MQTT_PASSWORD: 'mqtt.password',
  FENGSUI_MQTT_CLIENT_ID: 'mqtt.clientId',
  FENGSUI_MQTT_HOST: 'mqtt.embedded.host',
  FENGSUI_MQTT_PORT: 'mqtt.embedded.port',
  FENGSUI_INFLUX_URL: 'influx.url',
  FENGSUI_INFLUX_DATABASE: 'influx.database',
  FENGSUI_INFLUX_USERNAME: 'influx.username',
  FENGSUI_INFLUX_PASSWORD: 'influx.password',
  FENGSUI_SERIES_RAW_DAYS: 'series.rawDays',
  FENGSUI_SERIES_HOURLY_DAYS: 'series.hourlyDays',
  FENGSUI_WARNINGS_FOLDER: 'warnings.folder',
  FENGSUI_SITE: 'site',
  FENGSUI_DATA: 'data',
  FENGSUI_DEAD_MAN_URL: 'deadMan.url',
  FENGSUI_DEAD_MAN_SECRET: 'deadMan.secret',
  FENGSUI_BOOTSTRAP_TOKEN: 'bootstrapToken',
  FENGSUI_LOG_LEVEL: 'log.level',
};
