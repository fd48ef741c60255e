import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { closest } from './closest.ts';

/** Environment name → dotted path in the settings. */
export type EnvTable = Readonly<Record<string, string>>;

export interface SettingsFault {
  /** Where: a settings path, an environment name or the file itself. */
  path: string;
  message: string;
}

export type Loaded<T> =
  { ok: true; settings: T; warnings: string[] } | { ok: false; faults: SettingsFault[] };

export interface LoadOptions<S extends z.ZodObject> {
  schema: S;
  env: EnvTable;
  /** A YAML file; without one, the environment and the defaults decide. */
  file?: string | undefined;
  environment: Readonly<Record<string, string | undefined>>;
}

type Tree = Record<string, unknown>;

const MAX_FILE_BYTES = 1024 * 1024;

/**
 * The only reader of settings: one YAML file, then the environment, which wins. Names every fault
 * at once with its place and what would be right; what it answers is frozen.
 */
export function loadSettings<S extends z.ZodObject>(options: LoadOptions<S>): Loaded<z.infer<S>> {
  const faults: SettingsFault[] = [];
  const tree = options.file === undefined ? {} : readTree(options.file, faults);
  const origin = overlay(tree, options.env, options.environment);
  const parsed = parseText(options.schema, tree, origin) as z.ZodSafeParseResult<z.infer<S>>;
  if (!parsed.success) faults.push(...parsed.error.issues.flatMap((issue) => describe(issue, origin)));
  if (faults.length > 0 || !parsed.success) return { ok: false, faults };
  return {
    ok: true,
    settings: deepFreeze(parsed.data),
    warnings: unknownNames(options.env, options.environment),
  };
}

/** The faults as people read them, a line each. */
export function formatSettingsFaults(faults: readonly SettingsFault[]): string {
  const lines = faults.map((fault) => `  ${fault.path}: ${fault.message}`);
  return [`The settings are not valid (${faults.length}):`, ...lines].join('\n');
}

function readTree(file: string, faults: SettingsFault[]): Tree {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.length > MAX_FILE_BYTES) throw new Error(`larger than ${MAX_FILE_BYTES} bytes`);
    const value: unknown = parse(text, { prettyErrors: true, maxAliasCount: 100 }) ?? {};
    if (isTree(value)) return value;
    faults.push({ path: file, message: 'expected a mapping of settings at the top' });
  } catch (error) {
    faults.push({ path: file, message: yamlMessage(error) });
  }
  return {};
}

function yamlMessage(error: unknown): string {
  if (error instanceof YAMLParseError) return `not YAML: ${error.message.split('\n')[0] ?? ''}`;
  return error instanceof Error ? error.message : String(error);
}

/** Lays the environment over the tree; answers which path came from which name. */
function overlay(
  tree: Tree,
  env: EnvTable,
  environment: LoadOptions<z.ZodObject>['environment'],
): Map<string, string> {
  const origin = new Map<string, string>();
  for (const [name, path] of Object.entries(env)) {
    const value = environment[name];
    if (value === undefined || value === '') continue;
    setPath(tree, path.split('.'), value);
    origin.set(path, name);
  }
  return origin;
}

/**
 * What comes from the environment is text, and a token of digits must stay text: only what the
 * schema refuses as text is read as a number or a boolean, and tried once more.
 */
function parseText(schema: z.ZodObject, tree: Tree, origin: ReadonlyMap<string, string>) {
  const first = schema.safeParse(tree);
  if (first.success) return first;
  for (const issue of first.error.issues) {
    const path = issue.path.map(String);
    if (issue.code !== 'invalid_type' || !origin.has(path.join('.'))) continue;
    const text = path.reduce<unknown>((at, key) => (isTree(at) ? at[key] : undefined), tree);
    setPath(tree, path, fromText(String(text)));
  }
  return schema.safeParse(tree);
}

function fromText(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function setPath(tree: Tree, path: string[], value: unknown): void {
  const last = path.pop() ?? '';
  let at = tree;
  for (const key of path) {
    const next = at[key];
    if (isTree(next)) at = next;
    else at = at[key] = {} as Tree;
  }
  at[last] = value;
}

function describe(issue: z.core.$ZodIssue, origin: ReadonlyMap<string, string>): SettingsFault[] {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, message: 'is not a setting' }));
  }
  const name = origin.get(path);
  return [{ path: name ? `${name} (${path})` : path || 'settings', message: issue.message }];
}

/** A misspelt FENGSUI_ name would silently do nothing; it is not refused, for other programs may use it. */
function unknownNames(env: EnvTable, environment: LoadOptions<z.ZodObject>['environment']): string[] {
  const unknown = Object.keys(environment).filter((name) => name.startsWith('FENGSUI_') && !(name in env));
  return unknown.map((name) => {
    const near = closest(name, Object.keys(env));
    return `${name} is not a setting${near ? `; did you mean ${near}?` : ''}`;
  });
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
