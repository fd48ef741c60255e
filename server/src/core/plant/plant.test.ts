import { describe, expect, it } from 'vitest';
import { createPlant } from './plant.ts';

const row = (id: string, parent?: string) => ({ id, parent, kind: 'node', name: id, area: '441284' });

describe('the plant', () => {
  const plant = createPlant([
    row('pon-2', 'hub'),
    row('hub', 'core'),
    row('core'),
    row('pon-1', 'hub'),
    row('spl', 'pon-1'),
  ]);
  const ids = (nodes: Iterable<number>) => [...nodes].map((node) => plant.info(node).id);

  it('numbers parents before their children, in whatever order the file has them', () => {
    for (let node = 0; node < plant.size; node++) expect(plant.parent(node)).toBeLessThan(node);
  });

  it('knows the way up, and all that hangs below', () => {
    expect(ids(plant.path(plant.find('spl')))).toEqual(['spl', 'pon-1', 'hub', 'core']);
    expect(ids(plant.under(plant.find('hub'))).sort()).toEqual(['hub', 'pon-1', 'pon-2', 'spl']);
    expect(plant.isUnder(plant.find('spl'), plant.find('hub'))).toBe(true);
    expect(plant.isUnder(plant.find('pon-2'), plant.find('pon-1'))).toBe(false);
  });

  it('finds the lowest node that several hang on', () => {
    const common = (...names: string[]) => plant.info(plant.common(names.map(plant.find))).id;
    expect(common('spl', 'pon-2')).toBe('hub');
    expect(common('spl', 'pon-1')).toBe('pon-1');
    expect(plant.common([])).toBe(-1);
  });

  it('has no number for what no file names', () => {
    expect(plant.find('elsewhere')).toBe(-1);
  });
});
