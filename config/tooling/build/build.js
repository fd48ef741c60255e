import { join } from 'node:path';
import { ROOT, findTool, run, seconds } from '../run.js';
import { PARTS } from './parts.js';
import { createStamp } from './stamp.js';

const say = (line) => process.stdout.write(`${line}\n`);

/** Builds a part; the answer says whether there is a build to work with now. */
async function build({ part, stamp }) {
  const tool = findTool(part.tool);
  if (tool === undefined) return withoutTools(part, stamp);
  const started = performance.now();
  const digest = stamp.digest();
  stamp.remove();
  const { ok, output } = await run(tool, part.args, join(ROOT, part.name));
  if (!ok) {
    say(`build: ${part.name} failed after ${seconds(started)}\n${output}`);
    return false;
  }
  stamp.write(digest);
  say(`build: ${part.name} built in ${seconds(started)}`);
  return true;
}

function withoutTools(part, stamp) {
  const state = stamp.exists() ? 'is older than its sources' : 'is not built';
  say(`build: ${part.name} ${state}, and ${part.tool} is not installed; run: npm ci && npm run build`);
  return stamp.exists() || isInstalling;
}

const isForced = process.argv.includes('--all');
/** An installation without development dependencies is a right one: the build may come from elsewhere. */
const isInstalling = process.argv.includes('--on-install');

const parts = PARTS.map((part) => ({ part, stamp: createStamp(ROOT, part) }));
const stale = parts.filter(({ stamp }) => isForced || !stamp.isFresh());
const results = await Promise.all(stale.map(build));
if (results.includes(false)) process.exitCode = 1;
