import type { ChannelBody, Json } from '@fengsui/config/contract';
import { SecretIsSet } from '@fengsui/config/contract';
import type { FormField } from './schema-form.ts';

type Settings = ChannelBody['settings'];

export interface Pair {
  name: string;
  value: string;
}

/** What stands in a field while somebody fills it in. `kept`: a secret of which only is known that it is set. */
export type Entry =
  | { kind: 'kept' }
  | { kind: 'text'; text: string }
  | { kind: 'switch'; on: boolean }
  | { kind: 'pairs'; pairs: readonly Pair[] };
export type Draft = Readonly<Record<string, Entry>>;

/** What a form begins with: what is set, or else what the schema proposes. */
export function draftOf(fields: readonly FormField[], settings: Settings): Draft {
  return Object.fromEntries(fields.map((field) => [field.name, entryOf(field, settings[field.name])]));
}

export const isKept = (settings: Settings, { name, isSecret }: FormField): boolean =>
  isSecret && SecretIsSet.safeParse(settings[name]).success;

function entryOf(field: FormField, value: Json | undefined): Entry {
  if (field.isSecret && SecretIsSet.safeParse(value).success) return { kind: 'kept' };
  return filled(field, value ?? field.initial);
}

/** A field with nothing in it. */
export const emptyEntry = (field: FormField): Entry => filled(field, undefined);

function filled({ kind }: FormField, value: Json | undefined): Entry {
  if (kind === 'switch') return { kind: 'switch', on: value === true };
  if (kind === 'pairs') return { kind: 'pairs', pairs: pairsOf(value) };
  const isPlain = typeof value === 'string' || typeof value === 'number';
  return { kind: 'text', text: isPlain ? String(value) : '' };
}

function pairsOf(value: Json | undefined): Pair[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([name, text]) => ({ name, value: String(text) }));
}

/** What is sent: secrets that nobody has touched stay, and so does what the form does not show. */
export function settingsOf(fields: readonly FormField[], draft: Draft, before: Settings): Settings {
  const shown = new Set(fields.map(({ name }) => name));
  const unseen = Object.entries(before).filter(([name]) => !shown.has(name));
  const given = fields.flatMap((field): [string, Json][] => {
    const value = valueOf(field, draft[field.name]);
    return value === undefined ? [] : [[field.name, value]];
  });
  return Object.fromEntries([...unseen, ...given]);
}

function valueOf(field: FormField, entry: Entry = emptyEntry(field)): Json | undefined {
  if (entry.kind === 'kept') return { set: true };
  if (entry.kind === 'switch') return entry.on;
  if (entry.kind === 'pairs') return fromPairs(entry.pairs);
  const { text } = entry;
  if (field.kind === 'number') return numberOf(text);
  // Where the schema proposes a text, an empty one is somebody's wish.
  return text === '' && typeof field.initial !== 'string' ? undefined : text;
}

/** A text that is no number is sent as it is: the server says what is wrong with it. */
function numberOf(text: string): Json | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return Number.isFinite(Number(trimmed)) ? Number(trimmed) : text;
}

const fromPairs = (pairs: readonly Pair[]): Record<string, Json> =>
  Object.fromEntries(
    pairs.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]),
  );
