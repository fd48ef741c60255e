import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLedgerWriter } from './start.ts';

/** A writer that falls over while the file of its data is there, and refuses what begins with "bad". */
const PROGRAM = `
  import { existsSync } from 'node:fs';
  import { parentPort, workerData } from 'node:worker_threads';
  parentPort.on('message', ({ kind, id, checkpoint }) => {
    if (kind === 'stop') return parentPort.close();
    if (existsSync(workerData.file)) throw new Error('fell over');
    parentPort.postMessage(checkpoint.journal === 'bad' ? { id, error: 'no room' } : { id });
  });`;

let folder: string;
const stone = (): string => join(folder, 'stone');
const start = () => {
  const program = join(folder, 'writer.mjs');
  writeFileSync(program, PROGRAM);
  return startLedgerWriter(pathToFileURL(program), { file: stone() });
};
const checkpoint = (journal: string) => ({ journal, offset: 1, devices: [], transitions: [] });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'writer-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the thread that writes the ledger', () => {
  it('says of each checkpoint whether it was written', async () => {
    const writer = start();
    const both = [writer.commit(checkpoint('good')), writer.commit(checkpoint('bad'))];
    await expect(both[0]).resolves.toBeUndefined();
    await expect(both[1]).rejects.toThrow('no room');
    await writer.close();
  });

  it('lets down whoever waits when it falls over, and works again with the next checkpoint', async () => {
    const writer = start();
    writeFileSync(stone(), '');
    await expect(writer.commit(checkpoint('good'))).rejects.toThrow('fell over');
    rmSync(stone());
    expect(existsSync(stone())).toBe(false);
    await expect(writer.commit(checkpoint('good'))).resolves.toBeUndefined();
    await writer.close();
  });

  it('can be closed before it was ever needed', async () => {
    await expect(start().close()).resolves.toBeUndefined();
  });
});
