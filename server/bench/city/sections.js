import { endToEnd, sizeOnDisk } from './end-to-end.js';
import { diskFigures, endToEndFigures, fleetFigures, rawFigures } from './figures.js';
import { holdFleet } from './fleets.js';
import { RAW } from './raw.js';

/** What can be run by itself, in this order: `run` measures, `figures` makes rows of it and of what was done before. */

async function raw({ rawSeconds, say, ...given }) {
  const parts = {};
  for (const { name, about, of, run } of RAW) {
    const needed = { mosquitto: 'mosquitto', influx: 'influxd' }[name];
    if (needed && given.programs[needed] === undefined) continue;
    say(`  ${about}`);
    parts[name] = { about, of, ...(await run({ ...given, seconds: rawSeconds })) };
  }
  return { parts };
}

const OUTSIDE = ['mosquitto', 'influxd'];

const whole = (kind, needs, about) => ({
  about,
  needs,
  run: (given) => endToEnd({ ...given, kind }),
  figures: (result, done) => endToEndFigures(result, kind, done['raw']?.parts),
});

const fleet = (name, kind, needs, about) => ({
  about,
  needs,
  run: (given) => holdFleet({ ...given, fleet: name, kind }),
  figures: fleetFigures,
});

const disk = (kind, needs, about) => ({
  about,
  needs,
  run: (given) => sizeOnDisk({ ...given, kind }),
  figures: diskFigures,
});

export const SECTIONS = {
  raw: { about: 'The raw parts, by themselves', needs: [], run: raw, figures: rawFigures },
  embedded: whole('embedded', [], 'Fengsui on embedded parts (aedes, DuckDB)'),
  outside: whole('outside', OUTSIDE, 'Fengsui with Mosquitto and InfluxDB'),
  disk: disk('embedded', [], 'Room on disk: 2,000 devices with many samples each, DuckDB'),
  'disk-outside': disk('outside', OUTSIDE, 'Room on disk: 2,000 devices with many samples each, InfluxDB'),
  T3: fleet('T3', 'embedded', [], 'A city of 50,114 devices (T3) on embedded parts'),
  'T3-outside': fleet('T3', 'outside', OUTSIDE, 'A city of 50,114 devices (T3), Mosquitto and InfluxDB'),
  T3f: fleet('T3f', 'embedded', [], 'A city of 410,114 devices (T3f) on embedded parts'),
  'T3f-outside': fleet('T3f', 'outside', OUTSIDE, 'A city of 410,114 devices (T3f), Mosquitto and InfluxDB'),
};
