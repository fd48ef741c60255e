import { chance } from './chance.js';

/** Length of a degree of longitude against one of latitude, at 23.3° north. */
const LON_SCALE = 0.918;

export function distance2([lon1, lat1], [lon2, lat2]) {
  const dx = (lon1 - lon2) * LON_SCALE;
  const dy = lat1 - lat2;
  return dx * dx + dy * dy;
}

function nearest(points, to) {
  return points.reduce((best, point) => (distance2(point, to) < distance2(best, to) ? point : best));
}

/**
 * Spreads `count` centres over an area given as many points: drawn by the key, then moved to the middle of
 * what is nearest to them, a few times. Centres are points of the area, so that they cannot fall outside.
 * @returns for each centre itself and its part of the area
 */
export function spread(area, count, rounds, key) {
  if (area.length < count) throw new Error(`${key}: ${area.length} points are too few for ${count} centres`);
  let centres = draw(area, count, key);
  let parts = partition(area, centres);
  for (let round = 0; round < rounds; round++) {
    centres = parts.map((part) => nearest(part, middle(part)));
    parts = partition(area, centres);
  }
  return centres.map((centre, i) => ({ centre, area: parts[i] }));
}

function draw(area, count, key) {
  return area
    .map((point) => ({ point, lot: chance(`${key}/${point}`) }))
    .sort((a, b) => a.lot - b.lot)
    .slice(0, count)
    .map(({ point }) => point);
}

function partition(area, centres) {
  const parts = centres.map(() => []);
  for (const point of area) {
    let best = 0;
    for (let i = 1; i < centres.length; i++) {
      if (distance2(point, centres[i]) < distance2(point, centres[best])) best = i;
    }
    parts[best].push(point);
  }
  return parts;
}

function middle(points) {
  const sum = points.reduce(([x, y], [lon, lat]) => [x + lon, y + lat], [0, 0]);
  return sum.map((value) => value / points.length);
}
