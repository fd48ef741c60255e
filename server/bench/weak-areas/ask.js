import { createRandom, HOUR_MS } from './city.js';

const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** The site's zone. */
const OFFSET_MS = 8 * HOUR_MS;

/** ms; the q-th part of them took no longer. */
export function quantileOf(times, q) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? 0;
}

async function spend(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Of random areas of each kind: the rows of three months, folded onto one week; and the whole page as the API answers it. */
export async function askGrids({ store, parts, city, span, questions }) {
  const random = createRandom(13);
  const offsetAt = () => OFFSET_MS;
  const nobody = { within: function* () {} };
  const took = {};
  for (const [kind, areas] of Object.entries(city.kinds)) {
    const [rows, pages] = [[], []];
    for (let i = 0; i < questions; i++) {
      const area = areas[Math.floor(random() * areas.length)];
      const metric = ['dvbc.mer_db', 'dvbc.level_dbuv', 'pon.rx_dbm'][i % 3];
      const limit = (span.to - span.from) / HOUR_MS;
      rows.push(
        await spend(async () => {
          const found = await store.areaHours({ areas: [area], metric, ...span, limit });
          if (found.length !== limit) throw new Error(`${found.length} hours of ${limit} are there`);
        }),
      );
      const scope = { kind: 'area', id: area.slice('area:'.length) };
      const wanted = { id: area, name: area, scope, metric, span, now: span.to };
      const scopes = { parts: () => [area] };
      pages.push(
        await spend(async () => {
          const { hours } = await parts.readWeek({ store, scopes, devices: nobody, offsetAt }, wanted);
          if (hours.measured !== limit) throw new Error(`${hours.measured} hours of ${limit} were folded`);
        }),
      );
    }
    took[kind] = { rows, pages };
  }
  return took;
}

/** All villages, week by week, up to the last midnight of UTC as the API asks. */
export async function askRanking({ store, city, span, times }) {
  const areas = city.kinds.village;
  const to = Math.floor(span.to / DAY_MS) * DAY_MS;
  const from = to - Math.floor((span.to - span.from) / WEEK_MS) * WEEK_MS;
  const took = [];
  for (let i = 0; i < times; i++) {
    took.push(
      await spend(async () => {
        const query = { areas, metric: 'signal.weak', from, to, stepMs: WEEK_MS, least: 5, limit: 100_000 };
        const sums = await store.areaSums(query);
        if (sums.length === 0) throw new Error('there are no sums');
      }),
    );
  }
  return took;
}

/** Steps of the upkeep until an hour is rolled up by device, and until it is added up by area. */
export async function rollUpHour(store, now, isAreaStep) {
  const took = { devices: 0, areas: 0, longest: 0 };
  for (let step = 0; ; step++) {
    const began = performance.now();
    const { more } = await store.maintain(now);
    const ms = performance.now() - began;
    if (!more) return took;
    const kind = isAreaStep(step) ? 'areas' : 'devices';
    took[kind] += ms;
    if (kind === 'areas') took.longest = Math.max(took.longest, ms);
  }
}
