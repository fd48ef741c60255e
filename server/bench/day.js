import { parseArgs } from 'node:util';
import { bundleParts } from './bundle-parts.js';

/** Plays an ordinary day through the core and lists every incident that was opened: none is right. */
const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '50000' },
    hours: { type: 'string', default: '24' },
    seed: { type: 'string', default: '1' },
  },
});

await bundleParts();
const { ordinaryDay } = await import('./ordinary-day.js');
const given = Object.fromEntries(Object.entries(values).map(([name, text]) => [name, Number(text)]));
const figures = await ordinaryDay(given);
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
process.exitCode = figures.opened.length === 0 ? 0 : 1;
