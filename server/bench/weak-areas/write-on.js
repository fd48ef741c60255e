import { createRandom, levelOf, measures } from './city.js';

/** A sample as the core has judged it. */
export function sampleOf(index, seq, ts, random) {
  const metrics = measures(index).map((metric) => [metric, Math.round(levelOf(metric, random) * 10) / 10]);
  const others = { 'sys.uptime_s': seq * 60, 'net.rtt_ms': Math.round(10 + 20 * random()) };
  const weak = random() < 0.05 ? 1 : 0;
  return {
    ...{ device: `box-${index}`, boot: 'b1', seq, ts, late: false },
    m: { ...Object.fromEntries(metrics), ...others, 'signal.weak': weak },
  };
}

/** Every device each so many minutes, in batches as large as the storing thread makes them. */
export function* hourOfSamples({ devices, from, everyMs, batch = 10_000 }) {
  const random = createRandom(3);
  let samples = [];
  for (let seq = 1, at = from; at < from + 3_600_000; seq++, at += everyMs) {
    for (let i = 0; i < devices; i++) {
      samples.push(sampleOf(i, seq, at + Math.floor((i / devices) * everyMs), random));
      if (samples.length === batch) yield samples;
      if (samples.length === batch) samples = [];
    }
  }
  yield samples;
}

/** Goes on writing at a rate until it is stopped; answers how many it wrote a second. */
export function writeOn(store, { rate, devices, clock }) {
  const random = createRandom(5);
  const began = performance.now();
  let [count, seq, isStopping, slowest] = [0, 1_000, false, 0];
  async function run() {
    while (!isStopping) {
      const due = Math.floor(((performance.now() - began) / 1_000) * rate) - count;
      if (due > 0) {
        const now = clock.now();
        const samples = Array.from({ length: due }, () =>
          sampleOf(Math.floor(random() * devices), ++seq, now, random),
        );
        const from = performance.now();
        await store.write(samples, { journal: 'on', offset: seq });
        slowest = Math.max(slowest, performance.now() - from);
        count += due;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
  const running = run();
  return async () => {
    isStopping = true;
    await running;
    return { rate: (count / (performance.now() - began)) * 1_000, slowest };
  };
}
