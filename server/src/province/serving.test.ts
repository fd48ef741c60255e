import { ServerSettings } from '@fengsui/config/settings';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../broker/port.ts';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import { siteOf } from '../site/small-site.ts';
import { whyNotServe } from './held.ts';
import { clientIdOf, onlyServed, provinceFaults } from './serving.ts';

const X = '441223';
const settings = (given: object) => ServerSettings.parse(given);
const url = 'mqtt://broker:1883';

describe('the settings of one of several servers', () => {
  it('need a name and an outside broker beside counties, and nothing without them', () => {
    expect(provinceFaults(settings({}))).toEqual([]);
    expect(provinceFaults(settings({ name: 'north' }))).toEqual([]);
    expect(provinceFaults(settings({ counties: [X] })).map(({ path }) => path)).toEqual(['name', 'mqtt.url']);
    expect(provinceFaults(settings({ name: 'north', counties: [X], mqtt: { url } }))).toEqual([]);
  });

  it('give every name a session of its own, unless one is set', () => {
    expect(clientIdOf(settings({}))).toBe('fengsui-server');
    expect(clientIdOf(settings({ name: 'north' }))).toBe('fengsui-server-north');
    expect(clientIdOf(settings({ name: 'north', mqtt: { clientId: 'mine' } }))).toBe('mine');
  });
});

describe('what is taken from the broker', () => {
  const takeAll = (counties: string[] | undefined) => {
    const [taken, dropped]: string[][] = [[], []];
    const take = ({ topic }: Delivery) => (taken!.push(topic), 'taken' as const);
    const served = onlyServed(counties, take, (topic) => dropped!.push(topic));
    for (const topic of ['fengsui/v1/441223/data/a', 'fengsui/v1/441284/data/b', 'x'])
      expect(served({ topic, payload: Buffer.of(), retained: false })).toBe('taken');
    return { taken, dropped };
  };

  it('is everything where no counties are set', () => {
    expect(takeAll(undefined).dropped).toEqual([]);
  });

  it('is what belongs to the counties; the rest is counted', () => {
    expect(takeAll([X])).toEqual({
      taken: ['fengsui/v1/441223/data/a'],
      dropped: ['fengsui/v1/441284/data/b', 'x'],
    });
    expect(takeAll([]).taken).toEqual([]);
  });

  it('waits where it cannot be written down', () => {
    const served = onlyServed(
      [X],
      () => 'later',
      () => undefined,
    );
    expect(served({ topic: `fengsui/v1/${X}/data/a`, payload: Buffer.of(), retained: false })).toBe('later');
  });
});

describe('a server that starts', () => {
  const { divisions } = siteOf();
  const step = { county: X, bundle: 'b', peer: 'south', at: 1 };
  const ledgerWith = (...states: ('awaited' | 'taken' | 'handed_over' | 'abandoned')[]) => {
    const ledger = createMemoryLedger();
    for (const state of states) ledger.noteHandOver({ ...step, state });
    return ledger;
  };

  it('may serve what is its own', () => {
    expect(whyNotServe(ledgerWith(), undefined, divisions)).toBeUndefined();
    expect(whyNotServe(ledgerWith(), [X], divisions)).toBeUndefined();
    expect(whyNotServe(ledgerWith('awaited', 'taken'), [X], divisions)).toBeUndefined();
    expect(whyNotServe(ledgerWith('handed_over'), [], divisions)).toBeUndefined();
    expect(whyNotServe(ledgerWith('awaited', 'abandoned'), [], divisions)).toBeUndefined();
  });

  it('may not serve a county that the site does not have', () => {
    expect(whyNotServe(ledgerWith(), ['999999'], divisions)).toBe(
      '999999 in counties is no division of the site',
    );
  });

  it('may not serve what it has handed over, nor anything while it awaits something', () => {
    const gone = `${X} was handed over to south: leave it out of counties, or take it over again`;
    expect(whyNotServe(ledgerWith('handed_over'), [X], divisions)).toBe(gone);
    expect(whyNotServe(ledgerWith('taken', 'handed_over'), undefined, divisions)).toBe(gone);
    expect(whyNotServe(ledgerWith('awaited'), [], divisions)).toContain(`${X} is awaited`);
  });

  it('may not leave behind what it keeps', () => {
    const ledger = ledgerWith();
    const devices = [
      { id: 'a', state: JSON.stringify({ county: X }) },
      { id: 'b', state: JSON.stringify({ county: '999999' }) },
    ];
    ledger.commit({ journal: 'j', offset: 1, devices, transitions: [] });
    expect(whyNotServe(ledger, [], divisions)).toContain(`1 devices of ${X} are kept here`);
    expect(whyNotServe(ledger, [X], divisions)).toBeUndefined();
  });
});
