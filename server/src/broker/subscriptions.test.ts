import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSessionMemory } from './session-memory.ts';
import { ALL_DEVICES, ALL_STATES, arrangeSession, countyFilter } from './subscriptions.ts';

const log = pino({ level: 'silent' });
const X = countyFilter('441223');
const Y = countyFilter('441284');

let folder: string;
let file: string;
/** What the broker has. */
let session: Set<string>;
let refused: string | undefined;

const client = {
  subscribeAsync(filters: string[]) {
    if (filters.some((filter) => filter === refused)) return Promise.reject(new Error('Subscribe error'));
    for (const filter of filters) session.add(filter);
    return Promise.resolve([]);
  },
  unsubscribeAsync(filters: string[]) {
    for (const filter of filters) session.delete(filter);
    return Promise.resolve();
  },
} as unknown as MqttClient;

const arrange = (filters: string[], clientId = 'fengsui-server-a') =>
  arrangeSession(client, { filters, memory: createSessionMemory(file, clientId, log) });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'session-'));
  file = join(folder, 'session.json');
  session = new Set();
  refused = undefined;
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the kept session of one of several servers', () => {
  it('asks for its counties, and takes back what an earlier run asked for', async () => {
    await arrange([X, Y]);
    await arrange([Y, ALL_STATES]);
    expect([...session]).toEqual([Y, ALL_STATES]);
  });

  it('takes back what a server that was alone had asked for', async () => {
    session.add(ALL_DEVICES);
    await arrange([X]);
    expect([...session]).toEqual([X]);
  });

  it('may ask for nothing', async () => {
    await arrange([X]);
    await arrange([]);
    expect([...session]).toEqual([]);
  });

  it('forgets nothing that it may have asked for when it does not come to the end', async () => {
    await arrange([X]);
    refused = ALL_STATES;
    await expect(arrange([Y, ALL_STATES])).rejects.toThrow('Subscribe error');
    session.add(Y);
    refused = undefined;
    await arrange([]);
    expect([...session]).toEqual([]);
  });

  it('knows nothing of the session of another client id, nor from a file that is torn', async () => {
    await arrange([X], 'fengsui-server-b');
    session = new Set([X, ALL_DEVICES]);
    await arrange([Y]);
    expect([...session]).toEqual([X, Y]);
    writeFileSync(file, '{"clientId":"feng');
    session = new Set([ALL_DEVICES]);
    await arrange([Y]);
    expect([...session]).toEqual([Y]);
  });
});
