import { z } from 'zod';
import { cellular } from './cellular/check.ts';
import type { Check, CheckDefinition } from './check.ts';
import { dvb } from './dvb/check.ts';
import { exec } from './exec/check.ts';
import type { Host } from './host.ts';
import { interfaces } from './interfaces/check.ts';
import { power } from './power/check.ts';
import { reach } from './reach/check.ts';
import { system } from './system/check.ts';
import { wifi } from './wifi/check.ts';

/** Every kind of check; where two give the same metric, the later one counts. */
export const checks = {
  system,
  interfaces,
  reach,
  wifi,
  dvb,
  cellular,
  power,
  exec,
} satisfies Record<string, CheckDefinition<z.ZodType>>;

type Registry = typeof checks;
type CheckKind = keyof Registry;

const kinds = Object.keys(checks) as CheckKind[];
const shape = Object.fromEntries(kinds.map((kind) => [kind, checks[kind].settings])) as {
  [K in CheckKind]: Registry[K]['settings'];
};

/** The key `checks` of a probe's settings. */
export const ChecksSettings = z.strictObject(shape).prefault({});
export type ChecksSettings = z.infer<typeof ChecksSettings>;

/** The checks which the settings ask for, in the order of the registry. */
export function createChecks(settings: ChecksSettings, host: Host): Check[] {
  const creators: { [K in CheckKind]: { create(settings: ChecksSettings[K], host: Host): Check[] } } = checks;
  const create = <K extends CheckKind>(kind: K) => creators[kind].create(settings[kind], host);
  return kinds.flatMap((kind) => create(kind));
}
