import { near } from './places.js';

const SPLITTERS_PER_VILLAGE = 2;
/** About 200 m. */
const SPLITTER_REACH = 0.002;

/**
 * core → a head-end a county → a hub a township → a PON port a village → two splitters: the shape and the
 * ids of the recorded cases.
 */
export function plantOf(divisions, { places, isIn }) {
  const [city, ...rest] = divisions;
  const core = { id: 'core', parent: '', kind: 'headend', name: '市级总前端', area: city.code };
  const seat = places.get(rest[0].code);
  return [{ ...core, place: near(seat, 0.01, 'core', (point) => isIn(rest[0].code, point)) }].concat(
    rest.flatMap((division) => NODES[division.level](division, places.get(division.code), isIn)),
  );
}

const NODES = {
  county: ({ code, name }, place) => [
    { id: `he-${code}`, parent: 'core', kind: 'headend', name: `${name}分前端`, area: code, place },
  ],
  township: ({ code, parent, name }, place) => [
    { id: `hub-${code}`, parent: `he-${parent}`, kind: 'hub', name: `${name}机房`, area: code, place },
  ],
  village: ({ code, parent, name }, place, isIn) => [
    { id: `pon-${code}`, parent: `hub-${parent}`, kind: 'pon', name: `${name}PON口`, area: code, place },
    ...Array.from({ length: SPLITTERS_PER_VILLAGE }, (_, i) => {
      const id = `spl-${code}-${i + 1}`;
      const inCounty = (point) => isIn(code.slice(0, 6), point);
      return {
        id,
        parent: `pon-${code}`,
        kind: 'splitter',
        name: `${name}分光器${i + 1}`,
        area: code,
        place: near(place, SPLITTER_REACH, id, inCounty),
      };
    }),
  ],
};
