import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStamp } from './stamp.js';

const FILES = { 'src/a.ts': 'a', 'src/deep/b.ts': 'b', 'src/a.test.ts': 't', 'lock.json': '{}' };

/** A part as it is right after it was built. */
function built() {
  const root = mkdtempSync(join(tmpdir(), 'stamp-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(FILES)) write(path, text);
  write('dist/main.js', 'built');
  const stamp = createStamp(root, { inputs: ['src', 'lock.json', 'not-there'], output: 'dist/main.js' });
  stamp.write(stamp.digest());
  return { root, write, stamp };
}

describe('a build', () => {
  it('is fresh while its sources are as they were', () => {
    const { root, stamp } = built();
    utimesSync(join(root, 'src/a.ts'), 0, 0);
    expect(stamp.isFresh()).toBe(true);
  });

  it('is not touched by tests', () => {
    const { write, stamp } = built();
    write('src/a.test.ts', 'another');
    write('src/b.test.ts', 'one more');
    expect(stamp.isFresh()).toBe(true);
  });

  it('is stale when a source has changed, come, gone or moved', () => {
    const changes: ((part: ReturnType<typeof built>) => void)[] = [
      ({ write }) => write('src/deep/b.ts', 'B'),
      ({ write }) => write('src/c.ts', 'c'),
      ({ write }) => write('lock.json', '[]'),
      ({ root }) => rmSync(join(root, 'src/a.ts')),
      ({ root, write }) => {
        rmSync(join(root, 'src/a.ts'));
        write('src/deep/a.ts', 'a');
      },
    ];
    for (const change of changes) {
      const part = built();
      change(part);
      expect(part.stamp.isFresh()).toBe(false);
    }
  });

  it('is stale when it is gone, or was given up half-way', () => {
    const { root, stamp } = built();
    stamp.remove();
    expect(stamp.isFresh()).toBe(false);
    rmSync(join(root, 'dist'), { recursive: true });
    expect(stamp.exists()).toBe(false);
  });
});
