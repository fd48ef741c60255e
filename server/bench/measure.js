import { MEASURES } from './measures.js';

/** One measure in a fresh process: `measure.js NAME JSON`; its figures go to standard output as JSON. */
const [name = '', given = '{}'] = process.argv.slice(2);
const { load } = MEASURES[name];
const run = await load();
process.stdout.write(JSON.stringify(await run(JSON.parse(given))));
