import { z } from 'zod';
import { defineCheck } from '../check.ts';
import type { Check, CheckOutcome } from '../check.ts';
import { decimal } from '../decimal.ts';
import type { Host } from '../host.ts';
import type { Patterns } from './choose.ts';
import { chooseInterfaces } from './choose.ts';
import type { InterfaceReading, TrafficCounters } from './parse.ts';
import { interfaceMetrics, isLinkUp, parseTraffic, trafficRate } from './parse.ts';

const NET = '/sys/class/net';
const MAX_BYTES = 64;
const patterns = z.array(z.string().min(1).max(32)).max(32);
const NOT_OF_THE_PLANT = ['lo', 'docker*', 'veth*', 'br-*', 'virbr*', 'ifb*', 'dummy*'];

export const interfaces = defineCheck({
  settings: z
    .strictObject({
      enabled: z.boolean().default(true),
      /** Names in which `*` stands for anything; of those that fit, the first eight are watched. */
      include: patterns.default(['*']),
      exclude: patterns.default(NOT_OF_THE_PLANT),
    })
    .prefault({}),
  create: ({ enabled, ...chosen }, host) => (enabled ? [createInterfacesCheck(chosen, host)] : []),
});

const NONE: CheckOutcome = { kind: 'absent', why: 'no network interface fits the settings' };
/** The modem was pulled out, or is being reset. */
const ALL_GONE: CheckOutcome = { kind: 'measured', metrics: { 'net.if.up': false } };

function createInterfacesCheck(chosen: Patterns, host: Host): Check {
  let earlier = new Map<string, TrafficCounters>();
  let seen = false;
  return {
    name: 'interfaces',
    absentEveryMs: 0,
    run: async () => {
      const names = chooseInterfaces(await host.list(NET), chosen);
      if (names.length === 0) return seen ? ALL_GONE : NONE;
      seen = true;
      const now = new Map<string, TrafficCounters>();
      const readings = await Promise.all(
        names.map(async (name) => {
          const { traffic, ...reading } = await readInterface(host, name, names);
          if (traffic) now.set(name, traffic);
          const before = earlier.get(name);
          return { ...reading, rate: before && traffic && trafficRate(before, traffic) };
        }),
      );
      earlier = now;
      return { kind: 'measured', metrics: interfaceMetrics(readings) };
    },
  };
}

type Reading = Omit<InterfaceReading, 'rate'> & { traffic: TrafficCounters | undefined };

async function readInterface(host: Host, name: string, chosen: readonly string[]): Promise<Reading> {
  const read = (file: string) => host.readText(`${NET}/${name}/${file}`, MAX_BYTES);
  const [carrier, operstate, changes, rx, tx, entries] = await Promise.all([
    read('carrier'),
    read('operstate'),
    read('carrier_changes'),
    read('statistics/rx_bytes'),
    read('statistics/tx_bytes'),
    host.list(`${NET}/${name}`),
  ]);
  return {
    name,
    up: isLinkUp(carrier, operstate),
    carrierChanges: changes.ok ? decimal(changes.text) : undefined,
    stacked: chosen.some((other) => entries.includes(`lower_${other}`)),
    traffic: parseTraffic(rx, tx, host.monotonicMs()),
  };
}
