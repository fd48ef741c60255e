/**
 * @typedef {object} Boundary
 * @property {string} files the importing files: a path from the root, or its beginning
 * @property {readonly string[]} [not] importing files that are free of this boundary
 * @property {readonly string[]} [only] beginnings of what may be imported; all else is refused
 * @property {readonly string[]} [never] beginnings of what is refused
 * @property {RegExp} [unless] what is allowed all the same
 * @property {string} because
 */

/** They talk to the outside, each with its one library; others may know its `port.ts` and `model.ts`. */
const ADAPTERS = [
  'broker',
  'channels',
  'http',
  'ingest',
  'journal',
  'ledger',
  'live',
  'outbox',
  'series',
  'site',
];

/** Here the parts are put together, so here alone they are all known. */
const COMPOSITION_ROOTS = [
  'server/src/app.ts',
  'server/src/duty.ts',
  'server/src/kept.ts',
  'server/src/routes.ts',
  'server/src/main.ts',
  'server/src/commands/',
];

/** One implementation, and none of its readers could do with another: a port would only repeat it. */
const ADAPTER_READERS = {
  journal: ['server/src/ingest/', 'server/src/storer/'],
  series: ['server/src/storer/open-series.ts'],
};

/** @type {readonly Boundary[]} */
const CONFIG = [
  {
    files: 'config/src/contract/',
    only: ['config/src/contract/', 'zod'],
    because: 'the contract runs in browsers, servers and probes: it knows zod and nothing else',
  },
  {
    files: 'config/classes/',
    only: ['config/classes/', 'config/src/contract/'],
    because: 'a device class is data in the terms of the contract',
  },
  {
    files: 'config/src/settings/',
    only: ['config/src/settings/', 'config/src/contract/', 'zod', 'yaml', 'node:'],
    because: 'settings are read by every program before anything else is there',
  },
  {
    files: 'config/',
    never: ['@fengsui/server', '@fengsui/probes', '@fengsui/web'],
    because: 'everyone imports config; config imports nobody',
  },
];

/** @type {readonly Boundary[]} */
const SERVER = [
  {
    files: 'server/src/core/',
    only: ['server/src/core/', '@fengsui/config/contract', '@fengsui/config/classes'],
    because: 'the core decides and does nothing else: live, replay and drill run the very same one',
  },
  ...ADAPTERS.map((adapter) => ({
    files: 'server/src/',
    not: [`server/src/${adapter}/`, ...COMPOSITION_ROOTS, ...(ADAPTER_READERS[adapter] ?? [])],
    never: [`server/src/${adapter}/`],
    unless: /\/(port|model)\.ts$/,
    because: 'adapters do not know each other: import its port.ts, and let app.ts put the two together',
  })),
  {
    files: 'server/',
    never: ['@fengsui/web'],
    because: 'server and wall meet in the contract only',
  },
  {
    files: 'server/src/',
    not: COMPOSITION_ROOTS,
    never: ['@fengsui/probes'],
    because: 'server and probe meet in the contract only; the command line alone starts either',
  },
];

/** @type {readonly Boundary[]} */
const PROBES = [
  {
    files: 'probes/',
    never: ['@fengsui/server', '@fengsui/web'],
    because: 'probe and server meet in the contract only',
  },
];

/** @type {readonly Boundary[]} */
const WEB = [
  {
    files: 'web/src/',
    never: ['node:', '@fengsui/server', '@fengsui/probes', '@fengsui/config/settings'],
    because: 'the wall runs in a browser and meets the server in the contract only',
  },
  {
    files: 'web/src/',
    not: ['web/src/live/'],
    never: ['socket.io-client'],
    because: 'web/src/live is the only place that knows socket.io',
  },
  ...['web/src/charts/', 'web/src/ui/'].map((files) => ({
    files,
    never: ['web/src/live/'],
    because: 'charts and parts show what they are given; they fetch nothing',
  })),
];

/** The direction of imports. Tests are free of it, for they replace the world around what they test. */
export const BOUNDARIES = [...CONFIG, ...SERVER, ...PROBES, ...WEB];
