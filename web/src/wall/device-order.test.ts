import { expect, it } from 'vitest';
import { byId, deviceOf } from '../../test/views.ts';
import { orderDevices } from './device-order.ts';

const order = (...devices: Parameters<typeof byId>) => orderDevices(byId(...devices)).map(({ id }) => id);

it('lists what is offline first, then suspect, blind, online, on standby', () => {
  const devices = (['STANDBY', 'ONLINE', 'BLIND', 'SUSPECT', 'OFFLINE'] as const).map((link) =>
    deviceOf({ id: link, link }),
  );
  expect(order(...devices)).toEqual(['OFFLINE', 'SUSPECT', 'BLIND', 'ONLINE', 'STANDBY']);
});

it('puts a class whose silence matters alone before one that may just be unplugged', () => {
  const box = deviceOf({ id: 'box', class: 'stb', link: 'OFFLINE', linkSince: 9_000 });
  expect(order(box, deviceOf({ id: 'horn', class: 'eb_speaker', link: 'OFFLINE', linkSince: 1 }))).toEqual([
    'horn',
    'box',
  ]);
});

it('holds still while devices report: only a change of state moves them', () => {
  const [a, b] = [deviceOf({ id: 'a', linkSince: 5 }), deviceOf({ id: 'b', linkSince: 9 })];
  expect(order(a, b)).toEqual(['b', 'a']);
  expect(order({ ...a, lastSeenAt: 99_000 }, b)).toEqual(['b', 'a']);
});

it('leaves out what was never heard', () => {
  expect(order(deviceOf({ lastSeenAt: null, link: 'UNKNOWN' }))).toEqual([]);
});
