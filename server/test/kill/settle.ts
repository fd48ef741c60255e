import { SeriesAnswer } from '@fengsui/config/contract';
import { until } from '../until.ts';
import type { SimulatedDevice } from './device.ts';
import { METRIC } from './device.ts';
import type { Fleet } from './fleet.ts';

/** The longest that asking again may take: it is spread, and goes one hole after the other. */
const SETTLED_WITHIN_MS = 90_000;
const SAY_EVERY_MS = 10_000;

/** Waits until the server shows every sample that was measured before the call, as many as there were. */
export async function settle(base: string, { devices }: Fleet, say: (line: string) => void): Promise<void> {
  const since = Date.now();
  let saidAt = since;
  let left = [...devices];
  await until(
    'everything to be repaired',
    async () => {
      left = await unsettled(base, left, since);
      if (left.length === 0) return true;
      if (Date.now() - saidAt < SAY_EVERY_MS) return false;
      saidAt = Date.now();
      const some = left.slice(0, 3).map(({ about }) => about.id);
      say(`${left.length} devices are not whole yet after ${saidAt - since} ms: ${some.join(', ')} …`);
      return false;
    },
    SETTLED_WITHIN_MS,
  ).catch(() => say(`${left.length} devices have not become whole within ${SETTLED_WITHIN_MS} ms`));
  say(`settled after ${Date.now() - since} ms`);
}

async function unsettled(
  base: string,
  devices: readonly SimulatedDevice[],
  before: number,
): Promise<SimulatedDevice[]> {
  const left: SimulatedDevice[] = [];
  for (const device of devices) if (!(await isWhole(base, device, before))) left.push(device);
  return left;
}

async function isWhole(base: string, { about, ring }: SimulatedDevice, before: number): Promise<boolean> {
  const sent = [...ring.entries()].filter(({ value, ts }) => value !== undefined && ts < before);
  if (sent.some(({ state }) => state !== 'done')) return false;
  const path = `/api/v1/devices/${about.id}/series?metric=${METRIC}&to=${before}`;
  const answer = await fetch(base + path);
  return answer.ok && SeriesAnswer.parse(await answer.json()).points.length >= sent.length;
}
