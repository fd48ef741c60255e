import type { Uplink } from '@fengsui/config/contract';
import type { CoreFact, Monitor } from '../core/monitor.ts';
import { rowOf } from './simulate/fleet.ts';
import type { Message } from './simulate/item.ts';
import { isMessage } from './simulate/item.ts';
import type { Simulation } from './simulate/simulate.ts';

const COUNTY_DIGITS = 6;

/** Plays a simulation through the core, as fast as it goes; answers how many messages there were. */
export function rehearse(
  simulation: Simulation,
  monitor: Monitor,
  tell: (facts: readonly CoreFact[]) => void,
): number {
  let messages = 0;
  for (let item = simulation.next(); item; item = simulation.next()) {
    tell(monitor.advance(item.at));
    if (isMessage(item)) {
      messages++;
      const answer = monitor.arrive({ at: item.at, retained: false, message: uplinkOf(simulation, item) });
      if (typeof answer !== 'string') tell(answer);
    } else {
      tell(monitor.link(item.link, item.at));
    }
  }
  tell(monitor.advance(simulation.endsAt));
  return messages;
}

/** A message that was never JSON needs no parsing: it is of the contract by how it was made. */
function uplinkOf({ fleet }: Simulation, { device, verb, payload }: Message): Uplink {
  const { id, area } = rowOf(fleet.rows, device);
  return { county: area.slice(0, COUNTY_DIGITS), device: id, verb, body: payload } as unknown as Uplink;
}
