import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import type { WarningFolder } from './folder.ts';
import { watchWarningFolder } from './folder.ts';
import { sampleXml } from './sample-cap.ts';

let folder: string;
let clock: FakeClock;
let taken: string[];
let outcome: string;
let watch: WarningFolder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengsui-warnings-'));
  clock = createFakeClock();
  taken = [];
  outcome = 'taken';
  watch = watchWarningFolder({
    folder,
    clock,
    take(message, via) {
      if (outcome === 'broken') throw new Error('the ledger is away');
      taken.push(`${message.identifier} ${via}`);
      return { outcome };
    },
  });
});
afterEach(() => {
  watch.stop();
  rmSync(folder, { recursive: true });
});

const drop = (name: string, content: string) => writeFileSync(join(folder, name), content);
const list = (where = '') => readdirSync(join(folder, where)).sort();

async function look(times = 1, ms = 2_000): Promise<void> {
  for (let i = 0; i < times; i++) {
    // Time alone would look as well, but nobody could wait for that look.
    watch.stop();
    clock.pass(ms);
    await watch.look();
  }
}

describe('a folder of warnings', () => {
  it('takes a file once it has stayed the same, and moves it away', async () => {
    drop('a.xml', sampleXml({ identifier: 'a' }));
    await look();
    expect([taken, list()]).toEqual([[], ['a.xml']]);
    await look();
    expect([taken, list(), list('taken')]).toEqual([['a folder:a.xml'], ['taken'], ['a.xml']]);
    await look(3);
    expect(taken).toHaveLength(1);
  });

  it('waits for the rest of a file that is still being written', async () => {
    const whole = sampleXml({ identifier: 'slow' });
    drop('slow.xml', whole.slice(0, 200));
    await look(5);
    drop('slow.xml', whole);
    await look(2);
    expect([taken, list('taken')]).toEqual([['slow folder:slow.xml'], ['slow.xml']]);
  });

  it('refuses one that stays cut off, and says why beside it', async () => {
    drop('cut.xml', sampleXml().slice(0, 200));
    await look(20);
    expect(list('refused')).toEqual(['cut.xml', 'cut.xml.reason.txt']);
    expect(readFileSync(join(folder, 'refused/cut.xml.reason.txt'), 'utf8')).toMatch(
      /line \d+: unclosed tag/,
    );
  });

  it('refuses what is wrong with every fault and its place, and what is too large unread', async () => {
    drop('wrong.xml', sampleXml({ status: 'Real', sent: 'today' }));
    drop('large.cap', ' '.repeat(1024 * 1024 + 1));
    await look(2);
    expect(readFileSync(join(folder, 'refused/wrong.xml.reason.txt'), 'utf8').trim().split('\n')).toEqual([
      expect.stringContaining('alert/sent, line 3'),
      expect.stringContaining('alert/status, line 4'),
    ]);
    expect(readFileSync(join(folder, 'refused/large.cap.reason.txt'), 'utf8')).toBe(
      'is larger than 1048576 bytes\n',
    );
    expect(taken).toEqual([]);
  });

  it('leaves other files, folders and links alone', async () => {
    drop('.a.xml', 'x');
    drop('a.xml.part', 'x');
    mkdirSync(join(folder, 'b.xml'));
    symlinkSync('/etc/hostname', join(folder, 'c.xml'));
    await look(3);
    expect(list()).toEqual(['.a.xml', 'a.xml.part', 'b.xml', 'c.xml']);
  });

  it('keeps both of two files of the same name', async () => {
    for (const identifier of ['one', 'two']) {
      drop('same.xml', sampleXml({ identifier }));
      await look(2);
    }
    expect(list('taken')).toEqual([expect.stringMatching(/^\d+-same.xml$/), 'same.xml']);
  });

  it('keeps a file until it could be kept, and says that it could not', async () => {
    drop('a.xml', sampleXml({ identifier: 'a' }));
    outcome = 'broken';
    await look(3);
    expect([list(), watch.trouble()]).toEqual([['a.xml'], expect.stringContaining('cannot be worked on')]);
    outcome = 'taken';
    await look();
    expect([taken, watch.trouble()]).toEqual([['a folder:a.xml'], undefined]);
  });

  it('that is not there is trouble, until it is', async () => {
    rmSync(folder, { recursive: true });
    await look();
    expect(watch.trouble()).toContain('ENOENT');
    mkdirSync(folder);
    await look();
    expect(watch.trouble()).toBeUndefined();
  });
});
