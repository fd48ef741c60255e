import type { Json } from '@fengsui/config/contract';
import { SecretIsSet } from '@fengsui/config/contract';
import type { z } from 'zod';
import { isMarked } from './field.ts';

type Settings = Readonly<Record<string, Json>>;

const SET = { set: true } as const;

const namesOf = (schema: z.ZodObject, mark: 'secret' | 'destination'): string[] =>
  Object.entries(schema.shape).flatMap(([name, field]) => (isMarked(field, mark) ? [name] : []));

/** As it may be shown: where a secret stands, only that one is set. */
export function withoutSecrets(schema: z.ZodObject, settings: Settings): Record<string, Json> {
  const secret = new Set(namesOf(schema, 'secret'));
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, secret.has(name) ? SET : value]),
  );
}

export type Kept =
  | { ok: true; settings: Record<string, Json> }
  /** These must be given again: the old ones would go to somebody else. */
  | { ok: false; names: string[] };

/** Puts the old secrets where only "set" was sent; none of them where the destination has changed. */
export function keepSecrets(schema: z.ZodObject, given: Settings, old: Settings): Kept {
  const kept = namesOf(schema, 'secret').filter((name) => SecretIsSet.safeParse(given[name]).success);
  const isElsewhere = namesOf(schema, 'destination').some(
    (name) => !kept.includes(name) && JSON.stringify(given[name]) !== JSON.stringify(old[name]),
  );
  if (isElsewhere && kept.length > 0) return { ok: false, names: kept };
  const settings = { ...given };
  for (const name of kept) {
    const before = old[name];
    if (before === undefined) delete settings[name];
    else settings[name] = before;
  }
  return { ok: true, settings };
}

const MIN_SECRET = 4;
const HIDDEN = '***';

/** Takes out of a text whatever is a secret of these settings. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .flatMap(formsOf)
    .filter(({ length }) => length >= MIN_SECRET)
    .sort((a, b) => b.length - a.length);
  const all = [...new Set(forms)];
  return (text) => all.reduce((rest, form) => rest.replaceAll(form, HIDDEN), text);
}

/** As it stands, and as URLs, JSON and mail servers write it. */
function formsOf(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [secret, encodeURIComponent(secret), inJson, Buffer.from(secret).toString('base64')];
}

/** Every string that must not be said: secrets, and of those that are URLs the parts that make them so. */
export function secretsOf(schema: z.ZodObject, settings: Readonly<Record<string, unknown>>): string[] {
  return namesOf(schema, 'secret').flatMap((name) => stringsIn(settings[name]).flatMap(partsOf));
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : [];
}

const MIN_PART = 8;

export function partsOf(secret: string): string[] {
  if (!URL.canParse(secret) || !/^https?:/i.test(secret)) return [secret];
  const { searchParams, pathname } = new URL(secret);
  const parts = [...searchParams.values(), ...pathname.split('/')].filter(({ length }) => length >= MIN_PART);
  return [secret, ...parts];
}
