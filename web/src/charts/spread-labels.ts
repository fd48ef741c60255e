/** A name's plate, in degrees of latitude in both directions; `lon` and `lat` are its middle. */
export interface Plate {
  lon: number;
  lat: number;
  width: number;
  height: number;
}

/**
 * Moves plates up until none lies on another, beginning at the bottom; the answer is in the order
 * of the plates.
 *
 * @param lonScale degrees of latitude that one degree of longitude is wide
 */
export function spreadLabels(plates: readonly Plate[], lonScale: number): Plate[] {
  const order = plates.map((_, i) => i).sort((a, b) => (plates[a]?.lat ?? 0) - (plates[b]?.lat ?? 0));
  const placed = new Map<number, Plate>();
  for (const i of order) {
    const plate = plates[i];
    if (plate) placed.set(i, raised(plate, [...placed.values()], lonScale));
  }
  return plates.map((plate, i) => placed.get(i) ?? plate);
}

/** Each step clears at least one of those below, so there are no more steps than those. */
function raised(plate: Plate, below: readonly Plate[], lonScale: number): Plate {
  let free = plate;
  for (let step = 0; step <= below.length; step++) {
    const hit = below.find((other) => overlaps(free, other, lonScale));
    if (!hit) return free;
    free = { ...free, lat: hit.lat + (hit.height + free.height) / 2 };
  }
  return free;
}

/** Whether one plate lies on another. */
export const overlaps = (a: Plate, b: Plate, lonScale: number): boolean =>
  Math.abs(a.lat - b.lat) < (a.height + b.height) / 2 - 1e-9 &&
  Math.abs(a.lon - b.lon) * lonScale < (a.width + b.width) / 2;
