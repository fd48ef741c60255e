import { readdirSync, readFileSync } from 'node:fs';

export interface Capture {
  title: string;
  /** What a machine or a program said. */
  text: string;
  /** What a check must make of it. */
  expected: unknown;
}

const FOLDER = new URL('../../fixtures/', import.meta.url);

/** The captures of a check: each `x.txt` with its `x.expected.json`. */
export function capturesOf(check: string): Capture[] {
  const folder = new URL(`${check}/`, FOLDER);
  const texts = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  return texts.map((name) => {
    const title = name.slice(0, -'.txt'.length);
    const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');
    return { title, text: read(name), expected: JSON.parse(read(`${title}.expected.json`)) as unknown };
  });
}
