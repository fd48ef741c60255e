import { openDuckdbSeries } from './index.ts';

/**
 * A process for duckdb-crash.test.ts: writes batches of two samples into the folder of its first
 * argument, and says each batch's mark as soon as it is written, until it is killed.
 */
const store = await openDuckdbSeries({ folder: process.argv[2] ?? '' });
let batch = (await store.mark('crash')) ?? 0;
process.stdout.write('open\n');
for (;;) {
  batch++;
  const common = { device: `stb-${batch % 7}`, boot: `b${batch % 5}`, late: false };
  const samples = [0, 1].map((i) => {
    const m = { 'dvbc.mer_db': batch, [`x.m${batch % 60}`]: i, 'cell.rat': 'LTE' };
    return { ...common, seq: 2 * batch + i, ts: 1_000 * batch + i, m };
  });
  await store.write(samples, { journal: 'crash', offset: batch });
  process.stdout.write(`${batch}\n`);
}
