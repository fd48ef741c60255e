import { z } from 'zod';
import type { Check } from '../check.ts';
import { defineCheck } from '../check.ts';
import type { Host } from '../host.ts';
import type { SupplyFiles } from './parse.ts';
import { powerMetrics } from './parse.ts';

const FOLDER = '/sys/class/power_supply';
const MAX_SUPPLIES = 8;
const MAX_BYTES = 64;

export const power = defineCheck({
  settings: z.strictObject({ enabled: z.boolean().default(true) }).prefault({}),
  create: ({ enabled }, host) => (enabled ? [createPowerCheck(host)] : []),
});

function createPowerCheck(host: Host): Check {
  return {
    name: 'power',
    absentEveryMs: 0,
    run: async () => {
      const names = (await host.list(FOLDER)).slice(0, MAX_SUPPLIES);
      const metrics = powerMetrics(await Promise.all(names.map((name) => readSupply(host, name))));
      if (Object.keys(metrics).length > 0) return { kind: 'measured', metrics };
      return { kind: 'absent', why: 'the kernel tells of no mains or battery' };
    },
  };
}

async function readSupply(host: Host, name: string): Promise<SupplyFiles> {
  const read = async (file: string) => {
    const found = await host.readText(`${FOLDER}/${name}/${file}`, MAX_BYTES);
    return found.ok ? found.text.trim() : undefined;
  };
  const [type, scope, present, online, status, capacity, voltageNow] = await Promise.all(
    ['type', 'scope', 'present', 'online', 'status', 'capacity', 'voltage_now'].map(read),
  );
  return { name, type, scope, present, online, status, capacity, voltageNow };
}
