import { runnerImport } from 'vite';

/* node web/test/take-screenshots.js [map.geojson] [name-prefix] */
const [map, only] = process.argv.slice(2);
const { module } = await runnerImport(new URL('screenshots.ts', import.meta.url).pathname);
await module.takeScreenshots({ ...(map && { map }), ...(only && { only }) });
