import type { Metrics, PowerState, ServiceState } from '@fengsui/config/contract';

/** Fewer volts than this on a battery that carries the load, and it is as good as dead. */
const DEAD_BATTERY_PCT = 1;

/** What feeds the device, by what it reports; NA while it reports nothing of power. */
export function judgePower(metrics: Metrics): PowerState {
  const mains = metrics['pwr.mains_ok'];
  if (metrics['pwr.gen_state'] === 'running' && mains !== true) return 'GENSET';
  if (mains === true) return 'MAINS';
  if (mains !== false) return 'NA';
  const battery = metrics['pwr.batt_pct'];
  return typeof battery === 'number' && battery < DEAD_BATTERY_PCT ? 'DEAD' : 'BATTERY';
}

/** Terminals report 1 idle, 2 working, 3 fault. */
const WORK_STATES: Readonly<Record<number, ServiceState>> = { 1: 'IDLE', 2: 'PLAYING', 3: 'FAULT' };

export function judgeService(metrics: Metrics): ServiceState {
  const work = metrics['eb.work_state'];
  if (typeof work === 'number') return WORK_STATES[work] ?? 'NA';
  const lock = metrics['dvbc.lock'];
  if (typeof lock !== 'boolean') return 'NA';
  return lock ? 'LOCKED' : 'UNLOCKED';
}
