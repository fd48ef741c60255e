/** The same numbers in every run. */
export function createRandom(seed = 1) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export const HOUR_MS = 3_600_000;
export const METRICS = ['signal.weak', 'dvbc.mer_db', 'dvbc.level_dbuv', 'pon.rx_dbm'];
/** Where the levels lie, and how far devices are from each other. */
const LEVELS = {
  'dvbc.mer_db': [34, 2],
  'dvbc.level_dbuv': [62, 4],
  'pon.rx_dbm': [-19, 2.5],
};

const COUNTIES = 8;
const TOWNSHIPS = 106;
const VILLAGES = 1_558;

/** A city as large as Zhaoqing: 1,558 villages of 106 townships of 8 counties, and where each device is. */
export function createCity(devices) {
  const random = createRandom();
  const counties = Array.from({ length: COUNTIES }, (_, i) => `4412${21 + i}`);
  const townships = Array.from(
    { length: TOWNSHIPS },
    (_, i) => `${counties[i % COUNTIES]}${String(100 + Math.floor(i / COUNTIES))}`,
  );
  const villages = Array.from(
    { length: VILLAGES },
    (_, i) => `${townships[i % TOWNSHIPS]}${String(200 + Math.floor(i / TOWNSHIPS))}`,
  );
  const places = Array.from({ length: devices }, (_, i) => {
    // Some villages have several times as many as others.
    const village = villages[i < VILLAGES ? i : Math.floor(VILLAGES * random() ** 1.5)];
    const codes = [village, village.slice(0, 9), village.slice(0, 6)];
    return { device: `box-${i}`, county: codes[2], areas: codes.map((code) => `area:${code}`) };
  });
  const counts = new Map();
  for (const { areas } of places) for (const area of areas) counts.set(area, (counts.get(area) ?? 0) + 1);
  const keys = (codes) => codes.map((code) => `area:${code}`);
  return {
    places,
    counts,
    kinds: { village: keys(villages), township: keys(townships), county: keys(counties) },
  };
}

/** 30 % are set-top boxes, the others optical terminals. */
export const measures = (index) => (index % 10 < 3 ? ['dvbc.mer_db', 'dvbc.level_dbuv'] : ['pon.rx_dbm']);

export function levelOf(metric, random) {
  const [mean, deviation] = LEVELS[metric];
  const normal = random() + random() + random() + random() + random() + random() - 3;
  return mean + deviation * normal * Math.SQRT2;
}

const VARIANTS = 24;
const GROWTH = 1.15;

/**
 * What an hour of an area may be like: levels of so many devices, a few variants of each size. Cells draw from
 * them, so that an hour costs no more than it must to be made.
 */
export function createVariants(encodeBins, binsOf) {
  const random = createRandom(7);
  const known = new Map();
  return (metric, devices) => {
    const n = Math.max(1, Math.round(GROWTH ** Math.round(Math.log(devices) / Math.log(GROWTH))));
    const name = `${metric} ${n}`;
    if (!known.has(name)) {
      known.set(
        name,
        Array.from({ length: VARIANTS }, () => {
          const levels = Array.from({ length: n }, () => levelOf(metric, random));
          return encodeBins(binsOf(levels));
        }),
      );
    }
    return { n, levels: known.get(name) };
  };
}

/** What each area measures, and how many of its devices. */
export function cellsOf({ counts, kinds }) {
  const share = { 'signal.weak': 1, 'dvbc.mer_db': 0.3, 'dvbc.level_dbuv': 0.3, 'pon.rx_dbm': 0.7 };
  return Object.values(kinds)
    .flat()
    .sort()
    .flatMap((area) =>
      METRICS.map((metric) => ({
        area,
        metric,
        devices: Math.ceil((counts.get(area) ?? 1) * share[metric]),
      })),
    );
}
