import type { Metrics } from '@fengsui/config/contract';
import { decimal, rounded } from '../decimal.ts';
import { instanceName } from '../instance-name.ts';

/** Files of one power supply; undefined where it has none. */
export interface SupplyFiles {
  name: string;
  type: string | undefined;
  scope: string | undefined;
  present: string | undefined;
  online: string | undefined;
  status: string | undefined;
  capacity: string | undefined;
  voltageNow: string | undefined;
}

interface Battery {
  name: string;
  pct: number | null;
  volts: number | null;
  status: string | undefined;
}

const FROM_OUTSIDE = /^(Mains|USB.*|Wireless)$/;
const STORED = /^(Battery|UPS)$/;
const HIGHEST_VOLTS = 1_000;

/** Whether the mains are there, and the weakest battery; each battery by name where there are several. */
export function powerMetrics(supplies: readonly SupplyFiles[]): Metrics {
  // A mouse or a headset has a battery too, of the scope "Device".
  const own = supplies.filter(({ scope }) => scope !== 'Device');
  const batteries = own
    .filter(({ type, present }) => STORED.test(type ?? '') && present !== '0')
    .map(battery);
  const mains = mainsOk(own, batteries);
  const metrics: Metrics = mains === undefined ? {} : { 'pwr.mains_ok': mains };
  const weakest = [...batteries].sort((a, b) => (a.pct ?? 101) - (b.pct ?? 101))[0];
  if (weakest) Object.assign(metrics, batteryMetrics(weakest, ''));
  if (batteries.length > 1) {
    for (const each of batteries) Object.assign(metrics, batteryMetrics(each, `.${instanceName(each.name)}`));
  }
  return metrics;
}

function battery({ name, capacity, voltageNow, status }: SupplyFiles): Battery {
  const pct = decimal(capacity);
  const volts = (decimal(voltageNow) ?? NaN) / 1e6;
  return {
    name,
    pct: pct !== undefined && pct >= 0 && pct <= 100 ? pct : null,
    volts: volts > 0 && volts <= HIGHEST_VOLTS ? rounded(volts, 3) : null,
    status,
  };
}

/** Where no mains are listed, a battery that is being drained or filled tells as much. */
function mainsOk(supplies: readonly SupplyFiles[], batteries: readonly Battery[]): boolean | undefined {
  const inputs = supplies.filter(({ type, online }) => FROM_OUTSIDE.test(type ?? '') && online !== undefined);
  if (inputs.length > 0) return inputs.some(({ online }) => online !== '0');
  if (batteries.some(({ status }) => status === 'Charging')) return true;
  return batteries.some(({ status }) => status === 'Discharging') ? false : undefined;
}

function batteryMetrics({ pct, volts }: Battery, suffix: string): Metrics {
  return { [`pwr.batt_pct${suffix}`]: pct, [`pwr.batt_v${suffix}`]: volts };
}
