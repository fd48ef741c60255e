import { join } from 'node:path';
import { ROOT, findTool, run, seconds } from '../run.js';
import { PARTS } from './parts.js';
import { createStamp } from './stamp.js';

const say = (line) => process.stdout.write(`build: ${line}\n`);

/** Builds all parts, or those whose sources are no longer what they were built from. */
async function build({ isForced, isInstalling }) {
  const parts = PARTS.map((part) => ({
    ...part,
    script: findTool(part.tool),
    stamp: createStamp(ROOT, part),
  }));
  const stale = parts.filter(({ stamp }) => isForced || !stamp.isFresh());
  const results = await Promise.all(stale.filter(({ script }) => script !== undefined).map(buildPart));
  const left = stale.filter(({ script }) => script === undefined);
  return !results.includes(false) && (left.length === 0 || withoutTools(left, isInstalling));
}

async function buildPart({ name, script, args, stamp }) {
  const started = performance.now();
  const digest = stamp.digest();
  stamp.remove();
  const { ok, output } = await run(script, args, join(ROOT, name));
  if (ok) stamp.write(digest);
  say(`${name} ${ok ? 'built in' : 'failed after'} ${seconds(started)}${ok ? '' : `\n${output}`}`);
  return ok;
}

/**
 * An installation without development dependencies is a right one: its build comes from elsewhere. An
 * older build is told of and used; without any there is nothing to start.
 */
function withoutTools(parts, isInstalling) {
  const [older, missing] = [true, false].map((exists) =>
    parts.filter(({ stamp }) => stamp.exists() === exists),
  );
  const names = (some) => some.map(({ name }) => name).join(', ');
  if (older.length > 0) say(`built from other sources than these: ${names(older)}`);
  if (missing.length > 0) say(`not built: ${names(missing)}`);
  say('to build, install the development dependencies too: npm ci && npm run build');
  return isInstalling || missing.length === 0;
}

const ok = await build({
  isForced: process.argv.includes('--all'),
  isInstalling: process.argv.includes('--on-install'),
});
if (!ok) process.exitCode = 1;
