import type { CapArea, CapPoint } from './cap-message.ts';
import type { CapReader } from './cap-reader.ts';
import type { XmlElement } from './xml.ts';

const MAX_AREAS = 500;
const MAX_GEOCODES = 500;
const MAX_SHAPES = 50;
const MAX_POINTS = 5_000;
/** Half-way round the earth. */
const MAX_RADIUS_KM = 20_038;

export function readAreas(info: XmlElement, reader: CapReader): CapArea[] {
  const areas = reader.children(info, 'area');
  if (areas.length > MAX_AREAS) reader.fault(info, `has more than ${MAX_AREAS} areas`);
  return areas.slice(0, MAX_AREAS).map((area) => areaOf(area, reader));
}

function areaOf(area: XmlElement, reader: CapReader): CapArea {
  const bounded = (name: string, most: number): XmlElement[] => {
    const found = reader.children(area, name);
    if (found.length > most) reader.fault(area, `has more than ${most} ${name}`);
    return found.slice(0, most);
  };
  return {
    description: reader.needed(area, 'areaDesc'),
    geocodes: bounded('geocode', MAX_GEOCODES).map((geocode) => ({
      name: reader.text(geocode, 'valueName') ?? '',
      value: reader.needed(geocode, 'value'),
    })),
    polygons: bounded('polygon', MAX_SHAPES).flatMap((polygon) => polygonOf(polygon, reader)),
    circles: bounded('circle', MAX_SHAPES).flatMap((circle) => circleOf(circle, reader)),
  };
}

/** `lat,lon lat,lon …`, the last like the first. */
function polygonOf(element: XmlElement, reader: CapReader): CapPoint[][] {
  if (element.text === '') return [];
  const pairs = element.text.split(/\s+/, MAX_POINTS + 1);
  const points = pairs.map(pointOf);
  const isSound =
    points.length >= 4 && pairs[0] === pairs.at(-1) && points.every((point) => point !== undefined);
  if (pairs.length > MAX_POINTS) reader.fault(element, `has more than ${MAX_POINTS} points`);
  else if (!isSound) reader.fault(element, 'expected at least four points lat,lon, the last like the first');
  return isSound ? [points.filter((point) => point !== undefined)] : [];
}

/** `lat,lon radius`, the radius in kilometres. */
function circleOf(element: XmlElement, reader: CapReader): CapArea['circles'] {
  if (element.text === '') return [];
  const [place = '', radius = '', ...rest] = element.text.split(/\s+/, 3);
  const center = pointOf(place);
  const radiusKm = NUMBER.test(radius) ? Number(radius) : NaN;
  if (center && rest.length === 0 && radiusKm >= 0 && radiusKm <= MAX_RADIUS_KM)
    return [{ center, radiusKm }];
  reader.fault(element, 'expected lat,lon and a radius in kilometres');
  return [];
}

const NUMBER = /^[+-]?\d{1,5}(\.\d{1,15})?$/;

function pointOf(pair: string): CapPoint | undefined {
  const [lat, lon, ...rest] = pair.split(',', 3).map((text) => (NUMBER.test(text) ? Number(text) : NaN));
  const isOnEarth = lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return isOnEarth && rest.length === 0 ? { lat, lon } : undefined;
}
