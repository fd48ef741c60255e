import type { Simulation, Step } from '../simulate/simulate.ts';

/** What a step does, where and to how many, for people. */
export function stepWords(step: Step, { places, fleet }: Pick<Simulation, 'places' | 'fleet'>): string {
  const { do: deed, atMin, ...details } = step;
  const head = `${atMin < 0 ? '' : '+'}${atMin} min: ${deed}`;
  if (!('where' in details)) return `${head}${rest(details)}`;
  const { where, ...others } = details;
  const place = places.get(where);
  const devices = place?.devices.length ?? 0;
  const first = place?.devices[0];
  const id = place?.node ?? (devices === 1 && first !== undefined ? fleet.rows[first]?.id : undefined);
  const name = id === undefined ? where : `${where} ${id}`;
  return `${head} · ${name} (${devices} devices)${rest(others)}`;
}

function rest(details: object): string {
  const words = Object.entries(details).map(([name, value]) => `${name} ${String(value)}`);
  return words.length === 0 ? '' : ` · ${words.join(', ')}`;
}
