import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { METRICS } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { CATALOGUES, LANGUAGES } from './language.ts';

type Message = string | ((...words: unknown[]) => string);
interface Tree {
  [key: string]: Tree | Message;
}

/** Every message with its path. */
function messages(tree: Tree, path: string[] = []): [path: string, message: Message][] {
  return Object.entries(tree).flatMap(([key, one]): [string, Message][] =>
    typeof one === 'object' ? messages(one, [...path, key]) : [[[...path, key].join('.'), one]],
  );
}

const of = (language: string) => messages((CATALOGUES as unknown as Record<string, Tree>)[language]!);

describe('the message catalogue', () => {
  it('has the same keys in every language, tables of states included', () => {
    const paths = (language: string) =>
      of(language)
        .map(([path]) => path)
        .sort();
    for (const language of LANGUAGES) expect(paths(language)).toEqual(paths('zh'));
  });

  it.each(LANGUAGES)('has no empty text in %s', (language) => {
    for (const [path, message] of of(language)) {
      const shown = typeof message === 'string' ? message : message('1', 1, '2', '3');
      expect(shown.trim(), path).not.toBe('');
    }
  });

  it.each(LANGUAGES)('uses in %s the first word that a message is given', (language) => {
    for (const [path, message] of of(language)) {
      if (typeof message !== 'string') expect(message('⟦one⟧', 1, '', ''), path).toContain('⟦one⟧');
    }
  });

  it('writes no Chinese in the English texts', () => {
    for (const [path, message] of of('en')) {
      if (typeof message === 'string') expect(message, path).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('names states only of metrics that exist', () => {
    expect(Object.keys(CATALOGUES.zh.states).filter((name) => !(name in METRICS))).toEqual([]);
  });

  it('holds no text that the wall never shows', () => {
    const source = sources(join(import.meta.dirname, '..')).join('\n');
    const unused = of('en').filter(([path]) => !isUsed(path, source));
    expect(unused.map(([path]) => path)).toEqual([]);
  });
});

/** By its path, by its name after an alias of its group (`words.online`), or in a table by a value. */
function isUsed(path: string, source: string): boolean {
  const [group = '', name = group] = path.split('.');
  if (TABLES.some((table) => path.startsWith(`${table}.`))) return true;
  const inTable = source.includes(`.${group}[`) && source.includes(`'${name}'`);
  return inTable || new RegExp(`\\b(${group}|words|text|value)\\.${name}\\b`).test(source);
}

/** What the contract, or a table of ours, has a value for. */
const TABLES = [
  ...['link', 'because', 'signal', 'power', 'service', 'flags', 'parts', 'states'],
  ...['stale.because', 'chart.ranges', 'chart.why', 'chart.gaps', 'incident.keys', 'incident.values'],
];

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|vue)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
    .filter((entry) => !/^((work-)?(zh|en)|work|catalogue)\.ts$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}
