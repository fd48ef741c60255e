import type { Uplink } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import type { DeviceIdentity } from '../device/state.ts';
import { START } from '../device/timeline.ts';
import type { Fleet } from './fleet.ts';
import { createFleet } from './fleet.ts';
import { createTally } from './tally.ts';

const CHAINS: Readonly<Record<string, string[]>> = {
  '441223100201': ['441223100201', '441223100', '441223', '441200'],
  '441223': ['441223', '441200'],
};

const speaker: DeviceIdentity = {
  id: 'eb-1',
  county: '441223',
  class: 'eb_speaker',
  area: '441223100201',
  node: 'pon-1',
  name: '大喇叭1',
  T: 60,
  lon: null,
  lat: null,
  flags: [],
};

function fleetOf(site: DeviceIdentity[] = [speaker], maxUnassigned = 10): Fleet {
  return createFleet({ site, tally: createTally((area) => CHAINS[area] ?? [], '441200'), maxUnassigned });
}

const birth = (device: string): Uplink => ({
  county: '441223',
  device,
  verb: 'birth',
  body: { v: 1, boot: 'b1', seq: 0, ts: START, class: 'stb', T: 300, area: '441223', parent: 'x' },
});

const data = (device: string, seq: number): Uplink => ({
  county: '441223',
  device,
  verb: 'data',
  body: { v: 1, boot: 'b1', seq, ts: START, m: {} },
});

function arrive(fleet: Fleet, message: Uplink, at = START) {
  const judged = fleet.judge({ at, retained: false, message });
  if (typeof judged === 'string') return judged;
  fleet.commit(judged);
  return judged;
}

describe('the fleet', () => {
  it('knows the devices of the site before they are heard', () => {
    const fleet = fleetOf();
    expect(fleet.get('eb-1')?.link).toBe('UNKNOWN');
    expect(fleet.tally.count('441223')).toMatchObject({ devices: { UNKNOWN: 1, ONLINE: 0 }, heard: 0 });
  });

  it('takes a device that no file names as unassigned, where its birth says that it is', () => {
    const fleet = fleetOf();
    arrive(fleet, birth('stranger'));
    expect(fleet.get('stranger')).toMatchObject({
      flags: ['UNASSIGNED'],
      class: 'stb',
      area: '441223',
      link: 'ONLINE',
    });
  });

  it('takes data before the birth, and learns the class when the birth comes', () => {
    const fleet = fleetOf();
    arrive(fleet, data('stranger', 1));
    expect(fleet.get('stranger')).toMatchObject({ class: 'gateway', link: 'ONLINE' });
    arrive(fleet, birth('stranger'));
    expect(fleet.get('stranger')?.class).toBe('stb');
  });

  it('does not believe a birth that says another class or place than the files', () => {
    const fleet = fleetOf();
    arrive(fleet, birth('eb-1'));
    expect(fleet.get('eb-1')).toMatchObject({ class: 'eb_speaker', area: '441223100201', flags: [] });
  });

  it('takes no more unassigned devices than it is allowed', () => {
    const fleet = fleetOf([speaker], 2);
    arrive(fleet, birth('s1'));
    arrive(fleet, birth('s2'));
    expect(arrive(fleet, birth('s3'))).toBe('unassigned_limit');
    expect(fleet.size()).toBe(3);
  });

  it('changes nothing before a decision is committed', () => {
    const fleet = fleetOf();
    fleet.judge({ at: START, retained: false, message: birth('eb-1') });
    expect(fleet.get('eb-1')?.link).toBe('UNKNOWN');
  });

  it('counts every device once in each division above it, whatever happens to it', () => {
    const fleet = fleetOf();
    arrive(fleet, data('eb-1', 1));
    arrive(fleet, data('stranger', 1));
    arrive(fleet, birth('stranger'), START + 1);
    fleet.advance(START + 100_000);
    for (const code of ['441223', '441200']) {
      expect(fleet.tally.count(code)).toMatchObject({
        devices: { ONLINE: 1, SUSPECT: 1, UNKNOWN: 0 },
        heard: 2,
      });
    }
    expect(fleet.tally.count('441223100201').heard).toBe(1);
  });

  it('judges silence for everybody who is due, and nobody else', () => {
    const fleet = fleetOf();
    arrive(fleet, data('eb-1', 1));
    arrive(fleet, birth('stranger'));
    expect(fleet.advance(START + 100_000).map((fact) => fact.device)).toEqual(['eb-1']);
    expect(fleet.advance(START + 179_999)).toEqual([]);
    expect(fleet.advance(START + 180_000)).toMatchObject([{ kind: 'link', device: 'eb-1', to: 'OFFLINE' }]);
  });

  it('goes on after a restart where it was, as blind until devices are heard', () => {
    const before = fleetOf();
    arrive(before, data('eb-1', 1));
    arrive(before, birth('stranger'));
    const kept = [...before.states()].map((state) => JSON.parse(JSON.stringify(state)) as typeof state);
    const after = fleetOf();
    after.restore(kept);
    expect([...after.states()]).toEqual(kept);
    after.blind(START + 60_000, 'server_restarted');
    after.sighted(START + 60_000);
    expect(after.advance(START + 239_999)).toEqual([]);
    expect(after.advance(START + 240_000)).toMatchObject([{ device: 'eb-1', to: 'OFFLINE' }]);
  });
});
