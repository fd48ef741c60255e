import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ROOT, findTool, run, seconds } from '../run.js';
import { STEPS } from './steps.js';

const say = (line) => process.stdout.write(`${line}\n`);

/** One line for each step with its time, and all that it printed where it failed. */
async function take({ name, script, tool, command, args }) {
  const started = performance.now();
  const path = script === undefined ? findTool(tool, command) : join(ROOT, script);
  if (path === undefined) return report(name, started, `${tool} is not installed; run: npm ci\n`);
  const { ok, output } = await run(path, args);
  return report(name, started, ok ? undefined : output);
}

function report(name, started, failure) {
  const ok = failure === undefined;
  say(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(20)} ${seconds(started).padStart(7)}`);
  if (!ok) say(failure);
  return ok;
}

async function takeAll(steps) {
  const results = [];
  const waiting = [...steps];
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) results.push(await take(step));
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, lane));
  return results;
}

const started = performance.now();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !STEPS.some((step) => step.name === name));
if (unknown.length > 0) {
  say(`verify: no step ${unknown.join(', ')}; there are: ${STEPS.map(({ name }) => name).join(', ')}`);
  process.exitCode = 2;
} else {
  const results = await takeAll(asked.length > 0 ? STEPS.filter(({ name }) => asked.includes(name)) : STEPS);
  const failed = results.filter((ok) => !ok).length;
  say(
    `verify: ${failed === 0 ? 'all is well' : `${failed} of ${results.length} failed`}, ${seconds(started)}`,
  );
  if (failed > 0) process.exitCode = 1;
}
