import { describe, expect, it } from 'vitest';
import { referencesIn } from './doc-references.js';
import { createFinder } from './known-paths.js';

const found = (markdown: string) => referencesIn(markdown, ['server', 'docs']).map(({ text }) => text);

describe('references in documents', () => {
  it('are files, folders and what begins with a folder of ours', () => {
    expect(found('See `server/src/app.ts`, `web/`, `server/src/core` and `settings.yaml`.')).toEqual([
      'server/src/app.ts',
      'web/',
      'server/src/core',
      'settings.yaml',
    ]);
  });

  it('are not placeholders, routes, packages, types or commands', () => {
    const others = ['server/src/notifiers/<name>/', '/api/v1/health', '@scope/name/x.js', 'text/csv'];
    others.push('fengsui/v1/{county}/birth', 'npm run verify', 'https://x.org/a.md', 'dvbc.mer_db');
    expect(found(others.map((text) => `\`${text}\``).join(' '))).toEqual([]);
  });

  it('are not looked for in blocks of code', () => {
    expect(found('```\n`server/gone.ts`\n```\n`docs/here.md`')).toEqual(['docs/here.md']);
  });

  it('are links to other pages, without their places', () => {
    expect(found('[a](docs/a.md#b) [c](#d) [e](https://x.org/f) ![g](docs/g.png "G")')).toEqual([
      'docs/a.md',
      'docs/g.png',
    ]);
  });

  it('know their line', () => {
    expect(referencesIn('one\n`a.md`\n', [])).toEqual([{ line: 2, kind: 'path', text: 'a.md' }]);
  });
});

describe('a path that a document names', () => {
  const { hasPath, hasLink } = createFinder(['README.md', 'docs/', 'docs/a.md', 'server/', 'server/app.ts']);

  it.each([
    'docs/a.md',
    'docs',
    'docs/',
    'a.md',
    'docs/*.md',
    '*.ts',
    '{server,docs}/**',
    'server/dist/main.js',
  ])('is there: %s', (path) => {
    expect(hasPath(path, '.')).toBe(true);
  });

  it.each(['docs/b.md', 'b.md', 'doc/', 'docs/*.ts', 'app/server.ts'])('is not there: %s', (path) => {
    expect(hasPath(path, '.')).toBe(false);
  });

  it('may be meant from the folder of the document', () => {
    expect(hasPath('app.ts', 'server')).toBe(true);
    expect(hasLink('../docs/a.md', 'server')).toBe(true);
    expect(hasLink('docs/a.md', 'server')).toBe(false);
  });
});
