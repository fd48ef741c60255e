import type { Json } from '@fengsui/config/contract';
import type { CountyRows } from '../ledger/county/port.ts';
import type { PlantNode } from '../site/model.ts';
import type { Parts } from './parts/index.ts';
import type { Border } from './parts/rule.ts';

const COUNTY_DIGITS = 6;

interface KeptState {
  model?: string;
  fw?: string;
}

/** What goes with a county: its devices, nodes and divisions, and the incidents that lie in it. */
export function borderOf(
  county: string,
  { devices }: Pick<CountyRows, 'devices'>,
  plant: ReadonlyMap<string, PlantNode>,
  parts: Parts,
): Border {
  const ids = new Set(devices.map(({ id }) => id));
  const area = (code: string): boolean => code.slice(0, COUNTY_DIGITS) === county;
  const keys = new Map(openIncidents(parts['book']).map((entry) => [entry.key, area(entry.area)]));
  return {
    device: (id) => ids.has(id),
    node: (id) => area(plant.get(id)?.area ?? ''),
    area,
    key: (key) => keys.get(key),
    versions: devices.flatMap(({ state }) => {
      const { model, fw } = JSON.parse(state) as KeptState;
      return fw === undefined ? [] : { model: model ?? '', fw };
    }),
  };
}

/** Key, number and area of every incident that is open or may come back. */
export function openIncidents(book: Json | undefined): { key: string; id: string; area: string }[] {
  const { entries } = (book ?? { entries: [] }) as unknown as {
    entries: { id: string; finding: { key: string; area: string } }[];
  };
  return entries.map(({ id, finding: { key, area } }) => ({ id, key, area }));
}
