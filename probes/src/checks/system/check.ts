import type { Metrics } from '@fengsui/config/contract';
import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Check } from '../check.ts';
import type { FileText, Host } from '../host.ts';
import type { CpuTicks } from './parse.ts';
import { cpuPercent, parseCpuTicks, parseLoad1, parseMemoryPercent, parseUptime, warmest } from './parse.ts';

const MAX_BYTES = 4_096;
const MAX_ZONES = 32;

export const system = defineCheck({
  settings: z.strictObject({ enabled: z.boolean().default(true) }).prefault({}),
  create: ({ enabled }, host) => (enabled ? [createSystemCheck(host)] : []),
});

function createSystemCheck(host: Host): Check {
  let ticks: CpuTicks | undefined;
  return {
    name: 'system',
    absentEveryMs: 0,
    run: async () => {
      const read = (name: string) => host.readText(`/proc/${name}`, MAX_BYTES);
      const [uptime, load, memory, stat, zones] = await Promise.all([
        read('uptime'),
        read('loadavg'),
        read('meminfo'),
        read('stat'),
        readZones(host),
      ]);
      const before = ticks;
      ticks = stat.ok ? parseCpuTicks(stat.text) : undefined;
      const metrics: Metrics = {
        ...metric('sys.uptime_s', uptime, parseUptime),
        ...metric('sys.load1', load, parseLoad1),
        ...metric('sys.mem_pct', memory, parseMemoryPercent),
        ...given('sys.cpu_pct', before && ticks && cpuPercent(before, ticks)),
        ...given('sys.temp_c', warmest(zones)),
      };
      if (Object.keys(metrics).length > 0 || stat.ok) return { kind: 'measured', metrics };
      return { kind: 'absent', why: 'nothing can be read under /proc' };
    },
  };
}

async function readZones(host: Host): Promise<string[]> {
  const names = (await host.list('/sys/class/thermal')).filter((name) => name.startsWith('thermal_zone'));
  const zones = names.slice(0, MAX_ZONES);
  const texts = await Promise.all(zones.map((zone) => host.readText(`/sys/class/thermal/${zone}/temp`, 64)));
  return texts.flatMap((file) => (file.ok ? [file.text] : []));
}

/** A file that is there and says nothing is an answer that failed; one that is missing is no metric. */
function metric(name: string, file: FileText, parse: (text: string) => number | undefined): Metrics {
  return file.ok ? { [name]: parse(file.text) ?? null } : {};
}

function given(name: string, value: number | undefined): Metrics {
  return value === undefined ? {} : { [name]: value };
}
