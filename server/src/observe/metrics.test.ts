import { describe, expect, it } from 'vitest';
import { prometheusText } from './metrics.ts';

describe('the figures as Prometheus reads them', () => {
  it('are a number, or one for each value of a label', () => {
    const text = prometheusText([
      { name: 'a_total', help: 'A', type: 'counter', read: () => 3 },
      {
        name: 'b',
        help: 'B',
        type: 'gauge',
        read: () => ({ label: 'why', values: { 'x"y\\z': 1, n: undefined } }),
      },
    ]);
    expect(text).toBe(
      '# HELP a_total A\n# TYPE a_total counter\na_total 3\n' +
        '# HELP b B\n# TYPE b gauge\nb{why="x\\"y\\\\z"} 1\nb{why="n"} 0\n',
    );
  });

  it('count a histogram up, the rest of it as infinite', () => {
    const read = () => ({ bounds: [5, 10], counts: [1, 2, 3], sum: 99 });
    expect(prometheusText([{ name: 'h_ms', help: 'H', type: 'histogram', read }])).toBe(
      '# HELP h_ms H\n# TYPE h_ms histogram\n' +
        'h_ms_bucket{le="5"} 1\nh_ms_bucket{le="10"} 3\nh_ms_bucket{le="+Inf"} 6\nh_ms_sum 99\nh_ms_count 6\n',
    );
  });
});
