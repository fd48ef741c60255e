const METRICS = [
  ['dvbc.mer_db', 36.4, 0.1],
  ['dvbc.level_dbuv', 68.2, 0.1],
  ['dvbc.ber_pre', 0.01, 0.01],
  ['net.rtt_ms', 12, 1],
  ['sys.temp_c', 45, 0.5],
  ['pwr.mains_v', 229.1, 0.1],
];

/** The same numbers in every run. */
function createRandom() {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Boxes that report six metrics every 60, 120 or 300 s, give or take a twentieth; at each report a metric
 * has moved by its smallest step with the probability `moves`.
 */
export function createFleet({ devices, from, moves = 0.3 }) {
  const random = createRandom();
  const boxes = Array.from({ length: devices }, (_, i) => ({
    device: `stb-4412${String(i).padStart(6, '0')}`,
    boot: (0x1234_5678_9abc + i * 7_919).toString(16).padStart(16, '0'),
    seq: 0,
    everyMs: [60_000, 120_000, 300_000][i % 3],
    dueAt: from + Math.floor(random() * 300_000),
    steps: METRICS.map(([, start, step]) => Math.round(start / step)),
  }));

  function report(box) {
    const m = {};
    for (const [i, [name, , step]] of METRICS.entries()) {
      if (random() < moves) box.steps[i] += random() < 0.5 ? -1 : 1;
      m[name] = Number((box.steps[i] * step).toFixed(2));
    }
    const sample = { device: box.device, boot: box.boot, seq: ++box.seq, ts: box.dueAt, late: false, m };
    box.dueAt += Math.round(box.everyMs * (0.95 + random() * 0.1));
    return sample;
  }

  /** What the whole fleet reports until `until`, in order of time. */
  return {
    until(until) {
      const samples = [];
      for (const box of boxes) while (box.dueAt < until) samples.push(report(box));
      return samples.sort((a, b) => a.ts - b.ts);
    },
  };
}
