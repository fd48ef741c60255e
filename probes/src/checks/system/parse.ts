import { decimal, rounded } from '../decimal.ts';

/** Ticks since boot. */
export interface CpuTicks {
  busy: number;
  total: number;
}

// A raw value nearer to zero than this is no sensor, or a driver that counts whole degrees.
const LEAST_MILLIDEGREES = 1_000;
const COLDEST_C = -40;
const HOTTEST_C = 130;

/** `/proc/uptime` in seconds. */
export function parseUptime(text: string): number | undefined {
  const seconds = decimal(text.split(/\s/, 1)[0]);
  return seconds === undefined || seconds < 0 ? undefined : Math.floor(seconds);
}

/** `/proc/loadavg`, the first minute. */
export function parseLoad1(text: string): number | undefined {
  const load = decimal(text.split(/\s/, 1)[0]);
  return load === undefined || load < 0 ? undefined : load;
}

/** `/proc/stat`, its first line: user nice system idle iowait irq softirq steal; guest is part of user. */
export function parseCpuTicks(text: string): CpuTicks | undefined {
  const [label, ...fields] = (text.split('\n', 1)[0] ?? '').trim().split(/\s+/);
  const ticks = fields.slice(0, 8).map(decimal);
  if (label !== 'cpu' || ticks.length < 4) return undefined;
  const total = ticks.reduce<number>((sum, tick) => sum + (tick ?? NaN), 0);
  const idle = (ticks[3] ?? 0) + (ticks[4] ?? 0);
  return Number.isFinite(total) ? { busy: total - idle, total } : undefined;
}

/** Percent of all cores between two readings; undefined where no time has passed or ticks were lost. */
export function cpuPercent(before: CpuTicks, after: CpuTicks): number | undefined {
  const total = after.total - before.total;
  const busy = after.busy - before.busy;
  if (total <= 0) return undefined;
  return rounded(Math.min(100, Math.max(0, (busy / total) * 100)), 1);
}

/** `/proc/meminfo`: percent in use. Kernels before 3.14 do not tell what is available. */
export function parseMemoryPercent(text: string): number | undefined {
  const kB = (field: string) => decimal(new RegExp(`^${field}:\\s*(\\d+) kB`, 'm').exec(text)?.[1]);
  const total = kB('MemTotal');
  const available = kB('MemAvailable') ?? (kB('MemFree') ?? NaN) + (kB('Buffers') ?? 0) + (kB('Cached') ?? 0);
  if (total === undefined || total <= 0 || !Number.isFinite(available)) return undefined;
  return rounded(Math.min(100, Math.max(0, (1 - available / total) * 100)), 1);
}

/** The warmest of the thermal zones, °C; readings that no board can have are not counted. */
export function warmest(texts: readonly string[]): number | undefined {
  const degrees = texts
    .map((text) => decimal(text))
    .filter((raw) => raw !== undefined && Math.abs(raw) >= LEAST_MILLIDEGREES)
    .map((raw) => (raw ?? 0) / 1000)
    .filter((celsius) => celsius >= COLDEST_C && celsius <= HOTTEST_C);
  return degrees.length === 0 ? undefined : rounded(Math.max(...degrees), 1);
}
