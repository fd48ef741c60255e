/** The rings of a Polygon or MultiPolygon; by the even-odd rule, holes and parts need no difference. */
export function ringsOf({ type, coordinates }) {
  return type === 'Polygon' ? coordinates : coordinates.flat();
}

/** The longitudes at which a parallel crosses the rings, west to east. */
function crossings(rings, lat) {
  const found = [];
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [[x1, y1], [x2, y2]] = [ring[i - 1], ring[i]];
      if (y1 > lat !== y2 > lat) found.push(x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1));
    }
  }
  return found.sort((a, b) => a - b);
}

export function isInside(rings, [lon, lat]) {
  return crossings(rings, lat).filter((x) => x < lon).length % 2 === 1;
}

/** Every point of a square grid, in whole ten-thousandths of a degree, that is inside. */
export function gridInside(rings, step) {
  const lats = rings.flat().map(([, lat]) => lat);
  const points = [];
  const first = Math.ceil((Math.min(...lats) * 1e4) / step) * step;
  for (let y = first; y <= Math.max(...lats) * 1e4; y += step) {
    const xs = crossings(rings, y / 1e4);
    for (let i = 0; i + 1 < xs.length; i += 2) {
      for (let x = Math.ceil((xs[i] * 1e4 + 1) / step) * step; x < xs[i + 1] * 1e4 - 1; x += step) {
        points.push([x / 1e4, y / 1e4]);
      }
    }
  }
  return points;
}
