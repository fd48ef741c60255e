import { describe, expect, it } from 'vitest';
import { deviceOf } from '../../test/views.ts';
import { defaultMetric, deviceMetrics, rowMetrics } from './device-metrics.ts';

const gateway = deviceOf({
  class: 'gateway',
  metrics: {
    'vendor.b': 1,
    'net.rx_bps.eth0': 5,
    'sys.uptime_s': 9,
    'vendor.a': 1,
    'sys.load1': 0.4,
    'net.rtt_ms': null,
  },
});

describe('the metrics of a device', () => {
  it('come in the order of its class, then known ones, then the rest by name', () => {
    expect(deviceMetrics(gateway)).toEqual([
      'sys.uptime_s',
      'sys.load1',
      'net.rx_bps.eth0',
      'net.rtt_ms',
      'vendor.a',
      'vendor.b',
    ]);
  });

  it('fit into a row with what moves first, and without what was not answered', () => {
    expect(rowMetrics(gateway, 3)).toEqual(['sys.load1', 'net.rx_bps.eth0', 'vendor.a']);
    expect(rowMetrics(deviceOf({ metrics: { 'sys.uptime_s': 1 } }), 2)).toEqual(['sys.uptime_s']);
  });

  it('give the chart a quantity to begin with, rather than a state or a clock', () => {
    expect(defaultMetric(gateway)).toBe('sys.load1');
    expect(
      defaultMetric(deviceOf({ class: 'eb_speaker', metrics: { 'eb.work_state': 1, 'pwr.amp_a': 0.3 } })),
    ).toBe('pwr.amp_a');
    expect(defaultMetric(deviceOf({ metrics: { 'sys.uptime_s': 1, 'eb.work_state': 1 } }))).toBe(
      'eb.work_state',
    );
    expect(defaultMetric(deviceOf({ metrics: { 'cell.rat': 'LTE' } }))).toBe('cell.rat');
    expect(defaultMetric(deviceOf())).toBeUndefined();
  });
});
