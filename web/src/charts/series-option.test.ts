import { describe, expect, it } from 'vitest';
import type { SeriesModel, SeriesWords } from './series-option.ts';
import { seriesOption } from './series-option.ts';
import { TEST_THEME } from '../../test/theme.ts';

const words: SeriesWords = {
  tick: (value) => `t${value}`,
  value: (value) => `v${value}`,
  time: (at) => `at ${at}`,
  timeTick: (at, daily) => `${daily ? 'd' : 'h'}${at}`,
  gap: (why) => `gap ${why}`,
};
const model = (over: Partial<SeriesModel> = {}): SeriesModel => ({
  points: [
    [10, 1],
    [20, 2],
    [60, 3],
  ],
  gaps: [[25, 55, 'no_contact']],
  from: 0,
  to: 100,
  ticks: { at: [0, 50, 100], daily: false },
  axis: { min: 0, max: 4, step: 1 },
  held: false,
  states: [],
  limits: [],
  ...over,
});
/** Options are open-ended; a test looks at the part it is about. */
const option = (over: Partial<SeriesModel> = {}) =>
  seriesOption(model(over), words, TEST_THEME) as never as {
    xAxis: {
      min: number;
      max: number;
      axisLabel: { customValues: number[]; formatter: (value: number) => string };
    };
    yAxis: {
      type: string;
      data?: string[];
      min?: number;
      axisLabel: { formatter?: (value: number) => string };
    };
    grid: { right: number };
    tooltip: { renderMode: string; formatter: (hover: unknown) => string };
    series: [
      {
        step?: string;
        data: unknown[];
        markArea: {
          data: [{ xAxis: number; label: { show: boolean; formatter: string } }, { xAxis: number }][];
        };
        markLine: { data: { yAxis: number; label: { formatter: string } }[] };
      },
      { data: unknown[] },
    ];
  };

describe('the chart of a metric', () => {
  it('breaks its line over a gap, shades the gap and names the reason', () => {
    const [line] = option().series;
    expect(line.data).toEqual([
      [10, 1],
      [20, 2],
      [25, '-'],
      [60, 3],
    ]);
    const [[start, end]] = line.markArea.data as [(typeof line.markArea.data)[number]];
    expect([start.xAxis, end.xAxis, start.label.formatter, start.label.show]).toEqual([
      25,
      55,
      'gap no_contact',
      true,
    ]);
  });

  it('keeps a gap within the window, and leaves a narrow one without words', () => {
    const [line] = option({
      gaps: [
        [-50, 4, 'blind'],
        [98, 400, 'announced'],
      ],
    }).series;
    expect(line.markArea.data.map(([a, b]) => [a.xAxis, b.xAxis])).toEqual([
      [0, 4],
      [98, 100],
    ]);
    expect(option({ gaps: [[25, 30, 'blind']] }).series[0].markArea.data[0]![0].label.show).toBe(false);
  });

  it('marks the newest point and those that stand alone', () => {
    expect(option().series[1].data).toEqual([
      [60, 3],
      [60, 3],
    ]);
    expect(option({ points: [] }).series[1].data).toEqual([]);
  });

  it('joins means by a slope, and lets a value as sent hold until the next', () => {
    expect(option().series[0].step).toBeUndefined();
    expect(option({ held: true }).series[0].step).toBe('end');
  });

  it('draws states on an axis of words', () => {
    const { yAxis } = option({
      states: ['off', 'on'],
      points: [
        [10, 0],
        [20, 1],
      ],
    });
    expect(yAxis).toMatchObject({ type: 'category', data: ['off', 'on'] });
  });

  it('shows the limits that lie on the axis, and makes room for their words', () => {
    const limits = [
      { value: 3, label: 'weak 3', kind: 'weak' as const },
      { value: 99, label: 'far', kind: 'bad' as const },
    ];
    const limited = option({ limits });
    expect(limited.series[0].markLine.data.map((one) => [one.yAxis, one.label.formatter])).toEqual([
      [3, 'weak 3'],
    ]);
    expect(limited.grid.right).toBeGreaterThan(option().grid.right);
  });

  it('labels its axes with the words it is given', () => {
    const { xAxis, yAxis } = option();
    expect([xAxis.min, xAxis.max, xAxis.axisLabel.customValues]).toEqual([0, 100, [0, 50, 100]]);
    expect(xAxis.axisLabel.formatter(50)).toBe('h50');
    expect(yAxis.axisLabel.formatter?.(2)).toBe('t2');
  });

  it('says time and value under the pointer, without any HTML', () => {
    const { tooltip } = option();
    expect(tooltip.renderMode).toBe('richText');
    expect(tooltip.formatter([{ data: [20, 2] }])).toBe('at 20\nv2');
    expect([tooltip.formatter([{ data: [25, '-'] }]), tooltip.formatter(undefined)]).toEqual(['', '']);
  });
});
