import { between, chance, divide } from './chance.js';
import { near } from './places.js';

/** Homes of the whole city that are connected: the research's planning figure, not a count. */
const CONNECTED_HOMES = 400_000;
/** About 600 m to each side. */
const SPEAKER_REACH = 0.006;
/** Where a weak area is watched, set-top boxes and terminals enough to judge it. */
const WATCHED_PAIRS = 6;

/** A site a county and a township, then of each village its loudspeakers, terminals and set-top boxes. */
export function devicesOf(divisions, { places, isIn }, watched) {
  const people = peopleOf(divisions);
  const total = [...people.values()].reduce((a, b) => a + b, 0);
  return divisions.flatMap((division) => {
    const place = places.get(division.code);
    if (division.level === 'county') return [siteOf(division, `he-${division.code}`, place)];
    if (division.level === 'township') return [siteOf(division, `hub-${division.code}`, place)];
    if (division.level !== 'village') return [];
    const population = people.get(division.code);
    const homes = Math.round((CONNECTED_HOMES * population) / total);
    const pairs = watched.has(division.code) ? WATCHED_PAIRS : 1;
    const inCounty = (point) => isIn(division.code.slice(0, 6), point);
    return [...speakersOf(division, population, place, inCounty), ...terminalsOf(division, homes, pairs)];
  });
}

/** A county's census population, over its villages: from 0.6 to 1.4 of the mean, drawn. */
function peopleOf(divisions) {
  const people = new Map();
  for (const county of divisions.filter(({ level }) => level === 'county')) {
    const villages = divisions.filter(
      ({ level, code }) => level === 'village' && code.startsWith(county.code),
    );
    const shares = divide(
      Number(county.population),
      villages.map(({ code }) => 0.6 + 0.8 * chance(`people/${code}`)),
    );
    villages.forEach(({ code }, i) => people.set(code, shares[i]));
  }
  return people;
}

function siteOf({ code, name }, node, place) {
  return {
    id: `site-${code}`,
    class: 'site',
    node,
    area: code,
    name: `${name}机房动环`,
    place,
    T: 30,
    homes: 0,
    population: 0,
  };
}

/** A villagers' committee has 3 to 11, any other 3 to 6; each stands for its share of the people. */
function speakersOf({ code, name }, population, place, isIn) {
  const isRural = code[9] === '2';
  const extra = isRural
    ? between(0, 5, `eb/a/${code}`) + between(0, 3, `eb/b/${code}`)
    : between(0, 3, `eb/${code}`);
  const shares = divide(population, Array(3 + extra).fill(1));
  return shares.map((share, i) => ({
    id: `eb-${code}-${i + 1}`,
    class: 'eb_speaker',
    node: `pon-${code}`,
    area: code,
    name: `${name}大喇叭${i + 1}`,
    place: near(place, SPEAKER_REACH, `eb-${code}-${i + 1}`, isIn),
    T: 60,
    homes: 0,
    population: share,
  }));
}

/** Without a place: where a customer lives is on no map. People are counted with the loudspeakers only. */
function terminalsOf(village, homes, pairs) {
  const shares = divide(homes, Array(2 * pairs).fill(1));
  return Array.from({ length: pairs }, (_, i) => {
    const [splitter, number] = [(i % 2) + 1, Math.floor(i / 2) + 1];
    return [
      terminal(village, ONU, { splitter, number, homes: shares[2 * i] }),
      terminal(village, STB, { splitter: 3 - splitter, number, homes: shares[2 * i + 1] }),
    ];
  }).flat();
}

const ONU = { class: 'onu', label: '光猫' };
const STB = { class: 'stb', label: '机顶盒' };

function terminal({ code, name }, kind, { splitter, number, homes }) {
  return {
    id: `${kind.class}-${code}-${splitter}${number}`,
    class: kind.class,
    node: `spl-${code}-${splitter}`,
    area: code,
    name: `${name}${kind.label}${splitter}-${number}`,
    T: 300,
    homes,
    population: 0,
  };
}
