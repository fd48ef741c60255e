/** Rows for the table, with what was aimed at. */

/** Zabbix 6.0 on PostgreSQL 15, measured on such a machine: 80,000 values a second at 1.27 cores, 97 bytes each. */
const ZABBIX = { valuesPerCore: 80_000 / 1.27, bytesAValue: 97 };
const AIMS = {
  rate: { embedded: 50_000, outside: 30_000 },
  ofSlowest: 0.5,
  valuesPerCore: 2.5 * ZABBIX.valuesPerCore,
  bytesAValue: ZABBIX.bytesAValue / 20,
  storedP99Ms: 1_000,
  fleetGB: 1.5,
};

const less = (aim) => ({ aim, isLessBetter: true });
const rateRow = (what, value, aim) => ({ what, value, unit: 'messages/s', aim });
const usRow = (what, value) => ({ what, value, unit: 'µs a message' });

export function rawFigures({ parts }) {
  return Object.values(parts).flatMap(({ about, rate, cpuUs }) => [
    rateRow(about.slice(0, 62), rate),
    ...Object.entries(cpuUs).map(([name, us]) => usRow(`  processor, ${name}`, us)),
  ]);
}

export function endToEndFigures(result, kind, raw) {
  return [
    rateRow('sustained, everything stored', result.stored, AIMS.rate[kind]),
    ...ofSlowest(result.stored, kind, raw),
    rateRow('acknowledged when flooded', result.flood.acked),
    ...partRows(result.flood, 'flooded: processor'),
    ...latencyRows(result),
    ...processorRows(result),
    {
      what: 'values a second and core',
      value: result.valuesPerCore,
      unit: 'values/s',
      aim: AIMS.valuesPerCore,
    },
    {
      what: 'beside it: Zabbix with PostgreSQL (measured elsewhere)',
      value: ZABBIX.valuesPerCore,
      unit: 'values/s',
    },
    { what: 'messages a second and core', value: result.messagesPerCore, unit: 'messages/s' },
    ...memoryRows(result),
    { what: 'on disk after this, a value', value: result.bytesAValue, unit: 'bytes' },
  ];
}

export function diskFigures({ samples, bytesASample, bytesAValue }) {
  return [
    { what: 'samples', value: samples, unit: '' },
    { what: 'on disk, a sample', value: bytesASample, unit: 'bytes' },
    { what: 'on disk, a value', value: bytesAValue, unit: 'bytes', ...less(AIMS.bytesAValue) },
    { what: 'beside it: Zabbix (measured elsewhere)', value: ZABBIX.bytesAValue, unit: 'bytes' },
  ];
}

function ofSlowest(rate, kind, raw) {
  if (!raw) return [];
  const own = Object.values(raw).filter(({ of }) => of.includes(kind));
  const slowest = own.reduce((a, b) => (b.rate < a.rate ? b : a));
  const value = rate / slowest.rate;
  return [
    { what: `of the slowest raw part: ${slowest.about}`.slice(0, 62), value, unit: '×', aim: AIMS.ofSlowest },
  ];
}

export function fleetFigures(result) {
  const stored = result.fleet === 'T3f' ? less(AIMS.storedP99Ms) : {};
  return [
    rateRow(`stored over ${result.minutes} min; asked for ${result.rate.toFixed(0)}`, result.stored),
    { what: 'incidents opened', value: result.incidents.length, unit: '', ...less(0) },
    ...latencyRows(result, stored),
    { what: 'longest wait for an answer to /metrics', value: result.answeredMs, unit: 'ms' },
    { what: 'highest lag reported', value: result.lagMs, unit: 'ms' },
    ...processorRows(result),
    ...memoryRows(result, result.fleet === 'T3f' ? less(AIMS.fleetGB) : {}),
    { what: 'memory at the beginning', value: result.memoryOverTime[0][1] / 1e9, unit: 'GB' },
    { what: 'memory at the end', value: result.memoryOverTime.at(-1)[1] / 1e9, unit: 'GB' },
  ];
}

function latencyRows({ puback, toStored, toWall }, storedAim = {}) {
  const rows = (what, values, aim = {}) =>
    values
      ? [
          { what: `${what}, median`, value: values.p50, unit: 'ms' },
          { what: `${what}, 99 of 100`, value: values.p99, unit: 'ms', ...aim },
        ]
      : [];
  return [
    ...rows('sent to acknowledged', puback),
    ...rows('arrived to stored', toStored, storedAim),
    ...rows('sent to shown on a wall', toWall),
  ];
}

function processorRows({ cpuUs, cores, coresOfOthers, threadsUs }) {
  return [
    ...partRows({ cpuUs, threadsUs }, 'processor'),
    {
      what: 'cores in use without the load',
      value: Object.entries(cores).reduce((total, [name, n]) => total + (name === 'load' ? 0 : n), 0),
      unit: 'cores',
    },
    { what: 'cores that other programs used meanwhile', value: coresOfOthers, unit: 'cores' },
  ];
}

function partRows({ cpuUs, threadsUs: { main, others } }, what) {
  const [busiest, ...rest] = others;
  const sum = rest.reduce((total, { us }) => total + us, 0);
  return [
    ...Object.entries(cpuUs).map(([name, us]) => usRow(`${what}, ${name}`, us)),
    usRow('  of the server, the main thread', main),
    ...(busiest ? [usRow('  of the server, the busiest other thread', busiest.us)] : []),
    usRow('  of the server, all other threads', sum),
  ];
}

function memoryRows({ memory }, aim = {}) {
  return Object.entries(memory).map(([name, { peak }]) => ({
    ...{ what: `memory at its highest, ${name}`, value: peak / 1e9, unit: 'GB' },
    ...(name === 'fengsui' ? aim : {}),
  }));
}
