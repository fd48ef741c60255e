import { describe, expect, it } from 'vitest';
import { deviceOf } from '../../test/views.ts';
import { en } from '../i18n/en.ts';
import { createFormats } from '../i18n/format.ts';
import type { Curve } from './curve.ts';
import type { CurveView } from './curve-model.ts';
import { curveModel } from './curve-model.ts';

const HOUR = 3_600_000;
const TO = Date.UTC(2026, 10, 22, 6);
const view = (metric: string, points: Curve['points'], over: Partial<CurveView> = {}): CurveView => ({
  curve: { points, gaps: [], step: 0 },
  device: deviceOf({ metrics: { 'dvbc.qam': 256 } }),
  metric,
  from: TO - HOUR,
  to: TO,
  text: en,
  formats: createFormats('en', 'Asia/Shanghai'),
  ticks: 8,
  levels: 4,
  ...over,
});
const at = (minute: number): number => TO - HOUR + minute * 60_000;

describe('what a chart draws', () => {
  it('includes the limits that hold for the modulation in use, and are near', () => {
    const { model } = curveModel(
      view('dvbc.mer_db', [
        [at(1), 34.5],
        [at(2), 34.1],
      ]),
    );
    expect(model.limits.map(({ kind, value }) => [kind, value])).toEqual([
      ['weak', 32],
      ['bad', 29],
    ]);
    expect(model.axis.min).toBeLessThanOrEqual(29);
    const other = view('dvbc.mer_db', [[at(1), 34.5]], { device: deviceOf({ metrics: { 'dvbc.qam': 64 } }) });
    expect(curveModel(other).model.limits.map(({ value }) => value)).toEqual([27, 24]);
  });

  it('is not flattened by limits that are far away', () => {
    const { model } = curveModel(view('dvbc.ber_pre', [[at(1), 1e-9]], { device: deviceOf() }));
    expect(model.axis.max).toBeLessThanOrEqual(1);
  });

  it('is a scale of words for a flag, in a fixed order', () => {
    const { model, words } = curveModel(
      view('dvbc.lock', [
        [at(1), 1],
        [at(2), 1],
      ]),
    );
    expect(model.states).toEqual(['Unlocked', 'Locked']);
    expect(model.points).toEqual([
      [at(1), 1],
      [at(2), 1],
    ]);
    expect(words.value(1)).toBe('Locked');
  });

  it('is a scale of words for numbers that are states, and for texts', () => {
    expect(
      curveModel(
        view('eb.work_state', [
          [at(1), 3],
          [at(2), 1],
        ]),
      ).model,
    ).toMatchObject({
      states: ['Idle', 'Fault'],
      points: [
        [at(1), 1],
        [at(2), 0],
      ],
    });
    expect(
      curveModel(
        view('vendor.mode', [
          [at(1), 'b'],
          [at(2), 'a'],
        ]),
      ).model.states,
    ).toEqual(['a', 'b']);
  });

  it('has no more words than fit, whatever a device sends', () => {
    const many = Array.from({ length: 40 }, (_, i) => [at(i), `state ${i}`] as const);
    const { model } = curveModel(view('vendor.mode', many));
    expect(model.states).toHaveLength(12);
    expect(model.points).toHaveLength(12);
  });

  it('labels its axis as exactly as its steps are', () => {
    const { words } = curveModel(view('sys.load1', [[at(1), 0.4]]));
    expect([0, 0.25, 0.5, 1].map(words.tick)).toEqual(['0.00', '0.25', '0.50', '1.00']);
    const rates = curveModel(view('net.rx_bps', [[at(1), 3.1e6]])).words;
    expect([rates.tick(0), rates.tick(1e6), rates.tick(2.5e6), rates.value(3.1e6)]).toEqual([
      '0',
      '1M',
      '2.5M',
      '3.1 Mbit/s',
    ]);
    expect(curveModel(view('sys.uptime_s', [[at(1), 9_000]])).words.tick(7_200)).toBe('2h');
  });

  it('says the hour of the site below it', () => {
    const { model, words } = curveModel(view('sys.load1', [[at(1), 0.4]]));
    expect(words.timeTick(model.ticks.at[0]!, model.ticks.daily)).toBe('13:00');
  });

  it('goes on as a gap while the device is away', () => {
    const away = deviceOf({ link: 'OFFLINE', lastSeenAt: at(40) });
    expect(curveModel(view('sys.load1', [[at(1), 0.4]], { device: away })).model.gaps).toEqual([
      [at(40), TO, 'no_contact'],
    ]);
  });
});
