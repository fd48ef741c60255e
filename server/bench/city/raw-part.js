import { bareDuckdb } from './bare-duckdb.js';
import { bareFile, bareParsing } from './bare-file.js';
import { bareInflux } from './bare-influx.js';

/** One raw part in a fresh process: `raw-part.js NAME JSON`; what it measured goes to standard output as JSON. */
const PARTS = { duckdb: bareDuckdb, file: bareFile, parsing: bareParsing, influx: bareInflux };

const [name = '', given = '{}'] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await PARTS[name](JSON.parse(given))));
