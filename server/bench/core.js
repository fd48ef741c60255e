import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BUNDLES, bundleParts } from './bundle-parts.js';
import { MEASURES } from './measures.js';
import { row } from './table.js';

/**
 * What the detection takes, each measure in a process of its own that is held to one core. Rates are by
 * processor time; a machine that has other work is slower all the same, so the part that each stands on is
 * measured beside it.
 */

const CHILD = fileURLToPath(new URL('measure.js', import.meta.url));
const say = (line = '') => process.stdout.write(`${line}\n`);

function options() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      site: { type: 'string' },
      recording: { type: 'string' },
      out: { type: 'string', default: join(BUNDLES, '../bench.json') },
    },
  });
  return values;
}

/** Linux can hold a process to a core; elsewhere the collector and the unpacking may use others. */
function onOneCore(args) {
  const core = String(cpus().length - 1);
  return process.platform === 'linux'
    ? ['taskset', ['-c', core, process.execPath, ...args]]
    : [process.execPath, args];
}

const busy = () => loadavg()[0] ?? 0;

function measure(name, given) {
  const [program, args] = onOneCore([
    '--expose-gc',
    '--max-old-space-size=4096',
    CHILD,
    name,
    JSON.stringify(given),
  ]);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve(JSON.parse(text));
      else reject(new Error(`the measure ${name} ended with ${code}`));
    });
  });
}

async function main() {
  const { only, out, ...given } = options();
  const folder = mkdtempSync(join(tmpdir(), 'bench-core-'));
  const results = {};
  try {
    await bundleParts();
    say(`Node.js ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown'}, one core of ${cpus().length}`);
    if (busy() > 0.5)
      say(`the machine has other work (load ${busy().toFixed(1)}): these figures are too low`);
    say();
    for (const name of Object.keys(MEASURES).filter((each) => only === undefined || each === only)) {
      say(MEASURES[name].about);
      results[name] = await measure(name, { ...given, folder });
      for (const figure of results[name]) say(row(figure));
      say();
    }
    writeFileSync(out, `${JSON.stringify({ node: process.versions.node, results }, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
