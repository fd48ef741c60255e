import type { DeviceState } from '../device/state.ts';
import type { Make, Place } from './slot.ts';

/** Gives devices that are alike one and the same object. */
export interface Alike {
  place(state: DeviceState): Place;
  make(state: DeviceState): Make;
}

/** Beyond this many different ones they are not shared any more: a flood of invented names costs no more. */
const MAX_KNOWN = 200_000;

export function createAlike(): Alike {
  const places = new Map<string, Place>();
  const makes = new Map<string, Make>();
  return {
    place({ county, area, node }) {
      const key = `${county}/${area}/${node}`;
      return shared(places, key, { county, area, node });
    },
    make({ class: deviceClass, T, model, fw }) {
      const key = JSON.stringify([deviceClass, T, model, fw]);
      return shared(makes, key, { class: deviceClass, T, model, fw });
    },
  };
}

function shared<V>(known: Map<string, V>, key: string, value: V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size < MAX_KNOWN) known.set(key, value);
  return value;
}
