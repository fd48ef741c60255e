/**
 * A made-up operator: one head-end, two halves, hubs of 2,048 devices, OLTs of 512, ports of 64,
 * splitters of 16. The mixture of devices is that of a county.
 */

export const START = 1_763_596_800_000;
export const COUNTY = '441284';
export const HALVES = ['half-0', 'half-1'];

const LEVELS = [
  ['hub', 2_048],
  ['olt', 512],
  ['pon', 64],
  ['splitter', 16],
];

const KINDS = [
  { share: 0.6, class: 'onu', T: 300 },
  { share: 0.3, class: 'stb', T: 300 },
  { share: 0.1, class: 'eb_speaker', T: 60 },
];

/** The first half of the devices is below the first half of the plant. */
const halfOf = (index, count) => (index < count / 2 ? 0 : 1);

function place(index, count) {
  const half = halfOf(index, count);
  return { half, within: index - (half === 0 ? 0 : Math.ceil(count / 2)) };
}

const nodeName = (kind, half, number) => `${kind}-${half}-${number}`;

function kindOf(index) {
  const place = (index * 0.618_033_988_75) % 1;
  let sum = 0;
  return KINDS.find(({ share }) => (sum += share) > place) ?? KINDS[0];
}

/** @param {{ T?: number }} [same] one interval for all */
export function deviceOf(index, count, same = {}) {
  const { half, within } = place(index, count);
  const kind = kindOf(index);
  return {
    id: `${kind.class}-${COUNTY}-${index}`,
    county: COUNTY,
    class: kind.class,
    area: COUNTY,
    node: nodeName('splitter', half, Math.floor(within / 16)),
    name: `设备 ${index}`,
    T: same.T ?? kind.T,
    lon: null,
    lat: null,
    flags: [],
  };
}

export function* devicesOf(count, same) {
  for (let index = 0; index < count; index++) yield deviceOf(index, count, same);
}

export function* plantOf(count) {
  const node = (id, parent, kind) => ({ id, parent, kind, name: id, area: COUNTY });
  yield node('core', undefined, 'headend');
  for (const half of [0, 1]) {
    yield node(HALVES[half], 'core', 'hub');
    const below = Math.ceil(count / 2);
    let above;
    for (const [kind, size] of LEVELS) {
      for (let number = 0; number * size < below; number++) {
        const parent = above
          ? nodeName(above.kind, half, Math.floor((number * size) / above.size))
          : HALVES[half];
        yield node(nodeName(kind, half, number), parent, kind);
      }
      above = { kind, size };
    }
  }
}

export function monitorSiteOf(count, same) {
  return {
    top: '441200',
    devices: devicesOf(count, same),
    plant: plantOf(count),
    people: () => ({ homes: 1, population: 3 }),
    chain: () => [COUNTY, '441200'],
    windows: [],
    utcOffsetMs: 8 * 3_600_000,
  };
}

const bootOf = (index) => (0x1000_0000 + index).toString(16);

export function birthOf(index, { T, area, node, class: deviceClass }, at) {
  const known = { v: 1, boot: bootOf(index), seq: 0, ts: at, class: deviceClass, T, area, parent: node };
  return { ...known, fw: '1.4.2', model: 'FS-1', boot_reason: 'cold' };
}

const wave = (index, seq, span) => Math.round(Math.sin(index + seq / 7) * span * 10) / 10;

const MEASURED = {
  stb: (index, seq) => ({
    'dvbc.lock': true,
    'dvbc.qam': 64,
    'dvbc.level_dbuv': 59 + wave(index, seq, 1),
    'dvbc.mer_db': 36 + wave(index, seq, 1),
  }),
  onu: (index, seq) => ({ 'pon.rx_dbm': -20 + wave(index, seq, 1) }),
  eb_speaker: (index, seq) => ({
    'eb.work_state': 1,
    'cell.rsrp_dbm': -95 + wave(index, seq, 5),
    'pwr.mains_v': 220 + wave(index, seq, 3),
  }),
};

export function dataOf(index, device, seq, at) {
  const m = { 'sys.uptime_s': 100_000 + seq * device.T, ...MEASURED[device.class](index, seq) };
  return { v: 1, boot: bootOf(index), seq, ts: at, m };
}

export const topicOf = (device, verb) => `fengsui/v1/${COUNTY}/${verb}/${device.id}`;
