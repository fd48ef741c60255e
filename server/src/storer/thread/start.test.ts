import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock } from '../../fake-clock.ts';
import { SeriesUnavailable, SeriesUnusable } from '../../series/port.ts';
import type { StoringState } from '../feeder.ts';
import { startStorerThread } from './start.ts';

/** Stands for the thread: the folder of its data says what ails it. */
const PROGRAM = `
  import { existsSync } from 'node:fs';
  import { parentPort, workerData } from 'node:worker_threads';
  const { folder } = workerData.journal;
  const ails = (name) => existsSync(folder + '/' + name);
  if (ails('torn')) {
    parentPort.postMessage({ kind: 'unusable', message: 'the file is torn' });
  } else {
    parentPort.on('message', (message) => {
      if (message.kind === 'stop') return parentPort.close();
      if (ails('crash')) throw new Error('fell over');
      const { id, question, args } = message;
      parentPort.postMessage(
        question === 'check'
          ? { kind: 'failure', id, message: 'it is away' }
          : { kind: 'answer', id, value: [question, args] },
      );
    });
    parentPort.postMessage({ kind: 'open', store: 'fake' });
  }`;

let folder: string;
const clock = createFakeClock();
const states: StoringState[] = [];

function start() {
  const program = join(folder, 'thread.mjs');
  writeFileSync(program, PROGRAM);
  const journal = { folder, id: 'j', head: new SharedArrayBuffer(8) };
  const data = { settings: {}, journal } as unknown as Parameters<typeof startStorerThread>[0]['data'];
  const log = pino({ level: 'silent' });
  const onChange = (state: StoringState) => void states.push(state);
  return startStorerThread({ program: pathToFileURL(program), data, clock, log, onChange });
}
const window = { device: 'd', from: 0, to: 1, limit: 1 };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thread-'));
  states.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the storing thread', () => {
  it('answers what its store answers, and says what its store cannot', async () => {
    const storer = await start();
    expect(storer.store.kind).toBe('fake');
    expect(await storer.store.beats(window)).toEqual(['beats', [window]]);
    await expect(storer.store.check()).rejects.toThrow(SeriesUnavailable);
    await storer.stop();
  });

  it('lets no more than a thousand questions wait', async () => {
    const storer = await start();
    const all = await Promise.allSettled(Array.from({ length: 1_001 }, () => storer.store.beats(window)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1_000);
    expect(all.at(-1)).toMatchObject({ status: 'rejected' });
    await storer.stop();
  });

  it('is not begun where the store cannot be used', async () => {
    writeFileSync(join(folder, 'torn'), '');
    await expect(start()).rejects.toThrow(SeriesUnusable);
    await expect(start()).rejects.toThrow('the file is torn');
  });

  it('is begun again when it has fallen over; meanwhile it is in trouble and answers nothing', async () => {
    const storer = await start();
    writeFileSync(join(folder, 'crash'), '');
    await expect(storer.store.beats(window)).rejects.toThrow(SeriesUnavailable);
    expect(storer.state().trouble).toMatch('fell over');
    await expect(storer.store.beats(window)).rejects.toThrow(SeriesUnavailable);
    let reopened = 0;
    storer.onReopened(() => void reopened++);
    rmSync(join(folder, 'crash'));
    expect(existsSync(join(folder, 'crash'))).toBe(false);
    clock.pass(5_000);
    await expect.poll(() => storer.store.beats(window).catch(() => undefined)).toEqual(['beats', [window]]);
    expect(reopened).toBe(1);
    await storer.stop();
  });
});
