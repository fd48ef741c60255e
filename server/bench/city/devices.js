import { START } from '../fleet.js';

/** The made fleets: which devices they have, and what each of them sends, six values a message. */

export const COUNTY = '441284';
/** A county of a few devices that are watched on a wall while the others make the load. */
export const WATCHED = '441202';

const wave = (base, span, decimals = 1) => ({ base, span, decimals });

/** What varies has always as many characters, so that it can be written over in a packet. */
const KINDS = {
  eb_speaker: {
    T: 60,
    m: {
      'eb.work_state': 1,
      'eb.volume_pct': 80,
      'pwr.amp_a': wave(0.2, 0.1),
      'pwr.mains_v': wave(220, 3),
      'cell.rsrp_dbm': wave(-95, 4, 0),
    },
  },
  site: {
    T: 30,
    m: {
      'pwr.mains_ok': true,
      'pwr.mains_v': wave(220, 3),
      'pwr.batt_pct': 99,
      'sys.temp_c': wave(25, 1),
      'net.rtt_ms': wave(15, 3),
    },
  },
  onu: {
    T: 300,
    m: {
      'pon.los': false,
      'pon.rx_dbm': wave(-20, 1),
      'pon.tx_dbm': wave(2.1, 0.1),
      'pon.temp_c': wave(45, 2),
      'pon.vcc_v': wave(3.3, 0.1),
    },
  },
  stb: {
    T: 300,
    m: {
      'dvbc.lock': true,
      'dvbc.level_dbuv': wave(59, 1),
      'dvbc.mer_db': wave(36, 1),
      'dvbc.ber_pre': 1e-7,
      'wifi.rssi_dbm': wave(-55, 4, 0),
    },
  },
};

/** With the time since its start, which every device tells. */
export const VALUES = 6;

const UPTIME = { base: 1_000_000, perBeat: true };
const UPTIME_DIGITS = 7;

/** Tiers of the sizing table; `mixed` is the mixture of the sample site, for rates that no fleet has by itself. */
const FLEETS = {
  mixed: { eb_speaker: 5_000, onu: 30_000, stb: 15_000 },
  /** So few that each sends as many in a minute as it would in days. */
  few: { eb_speaker: 200, onu: 1_200, stb: 600 },
  T3: { eb_speaker: 10_000, site: 114, onu: 26_667, stb: 13_333 },
  T3f: { eb_speaker: 10_000, site: 114, onu: 266_667, stb: 133_333 },
};

const countOf = (fleet) => Object.values(FLEETS[fleet]).reduce((sum, n) => sum + n, 0);

/** Messages a second, when each device keeps its interval. */
export const naturalRate = (fleet) =>
  Object.entries(FLEETS[fleet]).reduce((sum, [kind, count]) => sum + count / KINDS[kind].T, 0);

/** The classes are spread over the numbers as evenly as they go, so that every stretch has the mixture of the whole. */
export function kindsOf(fleet) {
  const total = countOf(fleet);
  const places = Object.entries(FLEETS[fleet]).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, i) => ({ kind, place: ((i + 0.5) * total) / count })),
  );
  return places.sort((a, b) => a.place - b.place).map(({ kind }) => kind);
}

export const intervalOf = (kind) => KINDS[kind].T;
export const nameOf = (kind, index) => `${kind}-${digits(index, 6)}`;
export const bootOf = (index) => (0x1000_0000 + index).toString(16);
export const digits = (number, width) => String(number).padStart(width, '0');

const fixed = ({ base, decimals }) => base.toFixed(decimals);

/** The first message of a kind with the places that change, as `[{at, …}]` by their text. */
export function dataBody(kind) {
  const m = { ...KINDS[kind].m, 'sys.uptime_s': UPTIME };
  const parts = [];
  let body = '';
  const add = (text, part) => {
    if (part) parts.push({ ...part, at: body.length, width: text.length });
    body += text;
  };
  add('{"v":1,"boot":"');
  add('00000000', { what: 'boot' });
  add('","seq":');
  add('1000000', { what: 'seq' });
  add(',"ts":');
  add(String(START), { what: 'ts' });
  add(',"m":{');
  for (const [i, [name, value]] of Object.entries(m).entries()) {
    add(`${i > 0 ? ',' : ''}"${name}":`);
    if (value === UPTIME) add(digits(UPTIME.base, UPTIME_DIGITS), { what: 'uptime', T: KINDS[kind].T });
    else if (typeof value === 'object') add(fixed(value), { what: 'wave', ...value });
    else add(String(value));
  }
  add('}}');
  return { body, parts };
}

export function birthBody(kind, index, { area, parent, ts }) {
  const { T } = KINDS[kind];
  return JSON.stringify({
    ...{ v: 1, boot: bootOf(index), seq: FIRST_SEQ, ts, class: kind, T, area, parent },
    ...{ fw: '1.4.2', model: 'FS-1', boot_reason: 'cold' },
  });
}

/** Numbers of one width, for the same reason. */
export const FIRST_SEQ = 1_000_000;
export const UPTIME_BASE = UPTIME.base;
export const dataTopic = (county, name) => `fengsui/v1/${county}/data/${name}`;
export const birthTopic = (county, name) => `fengsui/v1/${county}/birth/${name}`;
