import { chance } from './chance.js';
import { gridInside, isInside, ringsOf } from './polygon.js';
import { distance2, spread } from './spread.js';

/** About 400 m, in ten-thousandths of a degree. */
const GRID_STEP = 40;
/** About 10 m: no point is so near to a boundary that rounding decides on which side it is. */
const CLEARANCE = 0.0001;
/** Townships end up rather even, villages less so. */
const TOWNSHIP_ROUNDS = 20;
const VILLAGE_ROUNDS = 3;

/**
 * Where everything stands: a county at the centre that its boundary is published with, everything below
 * it at a point that is made up, inside of its county.
 * @returns code → [lon, lat], and whether a point is inside of a county
 */
export function placeDivisions(divisions, boundaries) {
  const places = new Map();
  const rings = new Map();
  for (const { properties, geometry } of boundaries.features) {
    places.set(properties.code, properties.center);
    rings.set(properties.code, ringsOf(geometry));
    placeCounty(properties, divisions, gridInside(rings.get(properties.code), GRID_STEP), places);
  }
  const isIn = (county, [lon, lat]) =>
    [lon - CLEARANCE, lon + CLEARANCE].every((x) => isInside(rings.get(county), [x, lat]));
  return { places, isIn };
}

function placeCounty({ code, center }, divisions, grid, places) {
  const townships = divisions.filter(({ parent }) => parent === code);
  const parts = byDistance(spread(grid, townships.length, TOWNSHIP_ROUNDS, code), center);
  townships.forEach((township, i) => {
    places.set(township.code, parts[i].centre);
    placeTownship(township, divisions, parts[i], places);
  });
}

function placeTownship({ code }, divisions, { centre, area }, places) {
  const villages = divisions.filter(({ parent }) => parent === code);
  const parts = byDistance(spread(area, villages.length, VILLAGE_ROUNDS, code), centre);
  villages.forEach((village, i) => places.set(village.code, parts[i].centre));
}

/** In the order of codes: streets come before towns, residents' committees before villagers'. */
function byDistance(parts, from) {
  return parts.sort((a, b) => distance2(a.centre, from) - distance2(b.centre, from));
}

/**
 * A point within `reach` degrees of another, drawn by the key; where that falls outside of the county, it
 * is drawn again, each time nearer.
 */
export function near(point, reach, key, isIn) {
  for (let attempt = 0; attempt < 8; attempt++) {
    const scale = 2 * reach * 0.7 ** attempt;
    const [dx, dy] = [chance(`${key}/x${attempt}`) - 0.5, chance(`${key}/y${attempt}`) - 0.5];
    const drawn = [round(point[0] + dx * scale), round(point[1] + dy * scale)];
    if (isIn(drawn)) return drawn;
  }
  return point;
}

function round(degrees) {
  return Math.round(degrees * 1e4) / 1e4;
}
