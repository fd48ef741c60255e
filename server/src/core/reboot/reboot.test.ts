import { describe, expect, it } from 'vitest';
import { detectorStory } from '../detector-story.ts';
import { START } from '../device/timeline.ts';
import type { PlannedWindow } from '../incident/maintenance.ts';
import { createRebootDetector } from './reboot.ts';

const FLEET = 100;
const terminals = Array.from({ length: FLEET }, (_, i) => ({
  id: `onu-${i}`,
  class: 'onu' as const,
  T: 300,
  node: 'top',
}));

const OLD = { model: 'FS-1', fw: '1.4.2' };
const NEW = { model: 'FS-1', fw: '1.5.0' };

function fleet(windows: PlannedWindow[] = []) {
  const told = detectorStory({ devices: terminals, detector: createRebootDetector, windows });
  for (const { id } of terminals) told.birth(id, OLD);
  return told;
}
type Told = ReturnType<typeof fleet>;

/** `count` terminals, ten a minute, from minute 10 on. */
function roll(told: Told, count: number, over: object = { ...NEW, boot_reason: 'upgrade' }): Told {
  for (let i = 0; i < count; i++) told.at(600 + i * 6).birth(`onu-${i}`, { boot: 'b2', ...over });
  return told;
}

describe('a wave of restarts with new firmware', () => {
  it('outside of any window is one question that names the version, and nobody is called', () => {
    const told = roll(fleet(), 80).at(600 + 80 * 6 + 60);
    expect(told.opened()).toEqual([expect.stringMatching(/ platform platform info$/)]);
    expect(told.incidents()).toMatchObject([
      {
        cause: 'PLANNED',
        because: { model: 'FS-1', fw: '1.5.0', from: { '1.4.2': 80 }, reboots: 80, badVersion: null },
      },
    ]);
  });

  it('is recognised by the version alone, whatever reason they give', () => {
    const told = roll(fleet(), 40, { ...NEW, boot_reason: 'cold' }).at(1200);
    expect(told.opened()).toHaveLength(1);
  });

  it('inside of a planned window is nothing', () => {
    const window = { id: 'w', scope: { kind: 'node', id: 'top' }, reason: 'upgrade' } as const;
    const told = fleet([{ ...window, from: START, to: START + 7_200_000 }]);
    expect(roll(told, 80).at(7000).facts).toEqual([]);
  });

  it('of a few devices is nothing', () => {
    expect(roll(fleet(), 15).at(7000).facts).toEqual([]);
  });

  it('is over half an hour after the last', () => {
    const told = roll(fleet(), 80).at(600 + 480 + 1800 + 200);
    expect(told.incidents()).toMatchObject([{ state: 'recovered' }]);
  });

  it('goes on as the same after a restart of the server', () => {
    const told = roll(fleet(), 60).at(1020);
    const kept = JSON.parse(JSON.stringify(told.detector.keep?.())) as never;
    const again = fleet().at(1020);
    again.detector.restore?.(kept, again.now());
    again.at(1100);
    expect(again.incidents()).toMatchObject([{ since: START + 600_000, because: { reboots: 60 } }]);
  });
});

describe('restarts that are no rollout', () => {
  it('of many devices after a power cut, with the firmware that they had', () => {
    const told = fleet();
    for (let i = 0; i < FLEET; i++)
      told.at(600 + i).birth(`onu-${i}`, { ...OLD, boot: 'b2', boot_reason: 'cold' });
    expect(told.at(7000).facts).toEqual([]);
  });

  it('nor births of the same life, as after a restart of the broker', () => {
    const told = fleet();
    for (const { id } of terminals) told.at(600).birth(id, { ...NEW, boot_reason: 'reconnect' });
    expect(told.at(7000).facts).toEqual([]);
  });
});

describe('a bad version', () => {
  it('is named when devices that announced the upgrade do not come back', () => {
    const told = fleet().at(590);
    for (let i = 60; i < 66; i++) told.death(`onu-${i}`, 'upgrade');
    roll(told, 60);
    for (let s = 960; s < 2000; s += 60) {
      told.at(s);
      for (let i = 0; i < 60; i++) told.data(`onu-${i}`, {});
    }
    const [incident] = told.incidents();
    expect(incident).toMatchObject({
      severity: 'warning',
      affected: { lost: 6 },
      because: { badVersion: { fw: '1.5.0', evidence: 'not_back', count: 6, of: 66 } },
    });
    told.birth('onu-60', { ...NEW, boot: 'b2', boot_reason: 'upgrade' }).at(2100);
    expect(told.incidents()[0]?.affected.lost).toBe(5);
  });

  it('is named when it keeps crashing, and the old one does not', () => {
    const told = roll(fleet(), 60);
    for (let i = 0; i < 8; i++)
      told.at(1100 + i).birth(`onu-${i}`, { ...NEW, boot: 'b3', boot_reason: 'watchdog' });
    told.at(1300);
    expect(told.incidents()).toMatchObject([
      { severity: 'warning', because: { badVersion: { evidence: 'watchdog_restarts', count: 8, of: 60 } } },
    ]);
  });

  it('is not made of crashes that the old version has as often', () => {
    const told = fleet();
    for (let i = 60; i < 68; i++)
      told.at(300 + i).birth(`onu-${i}`, { ...OLD, boot: 'b2', boot_reason: 'watchdog' });
    roll(told, 60);
    for (let i = 0; i < 8; i++)
      told.at(1100 + i).birth(`onu-${i}`, { ...NEW, boot: 'b3', boot_reason: 'watchdog' });
    expect(told.at(1300).incidents()).toMatchObject([{ severity: 'info' }]);
  });

  it('can be read off the figures by version', () => {
    const told = roll(fleet(), 60);
    expect(told.detector.versions()).toEqual([
      { ...OLD, devices: 40, cold: 0, watchdog: 0, notBack: 0 },
      { ...NEW, devices: 60, cold: 0, watchdog: 0, notBack: 0 },
    ]);
  });
});
