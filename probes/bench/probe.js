import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startCountingBroker } from './counting-broker.js';
import { startProbe } from './probe-process.js';
import { AIMS, summarize, table } from './table.js';

/** What a probe takes while nothing is wrong: memory, processor, line and flash. Linux only. */

const BUILT = fileURLToPath(new URL('../dist/probe.js', import.meta.url));
const WARM_UP_S = 30;
const READ_EVERY_S = 5;
const TELL_EVERY_S = 60;

const say = (line) => process.stdout.write(`${line}\n`);

function options() {
  const text = (value) => ({ type: 'string', default: value });
  const { values } = parseArgs({
    options: {
      minutes: text('10'),
      interval: text('60'),
      'sample-every': text('15'),
      node: text(process.execPath),
      program: text(BUILT),
      out: text(fileURLToPath(new URL('../dist/bench.json', import.meta.url))),
    },
  });
  return values;
}

async function measure(read, seconds) {
  const rss = [];
  const first = read();
  for (let passed = 0; passed < seconds; passed += READ_EVERY_S) {
    await wait(Math.min(READ_EVERY_S, seconds - passed) * 1000);
    const { rssBytes } = read();
    rss.push(rssBytes);
    if (passed % TELL_EVERY_S === 0) {
      say(`  ${Math.ceil((seconds - passed) / 60)} min to go, ${(rssBytes / 1e6).toFixed(1)} MB`);
    }
  }
  return { first, last: read(), seconds, rss };
}

async function main() {
  const { minutes, interval, node, program, out, 'sample-every': sampleEvery } = options();
  if (!existsSync(program)) {
    say(`${program} is not built; npm run build`);
    process.exitCode = 1;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-probe-'));
  const broker = await startCountingBroker();
  const pace = { T: Number(interval), sampleEveryS: Number(sampleEvery) };
  const probe = startProbe({ node, program, folder, url: broker.url, ...pace });
  say(`a probe with T = ${interval} s, measuring every ${sampleEvery} s, for ${minutes} min`);
  try {
    await wait(WARM_UP_S * 1000);
    const read = () => ({ ...probe.figures(), ...broker.figures() });
    const figures = summarize(await measure(read, Number(minutes) * 60));
    say(`\n${table(figures)}`);
    writeFileSync(
      out,
      `${JSON.stringify({ ...pace, minutes: Number(minutes), node, aims: AIMS, ...figures }, null, 2)}\n`,
    );
    say(`\nwritten to ${out}`);
  } finally {
    if (probe.child.exitCode === null) {
      probe.child.kill('SIGTERM');
      await once(probe.child, 'exit');
    }
    await broker.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
