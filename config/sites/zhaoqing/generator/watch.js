import { distance2 } from './spread.js';

const WATCHED_COUNTIES = ['441223', '441224'];
const AREAS_PER_COUNTY = 4;

/** In two mountain counties, the villages furthest from their township's hub, one a township at most. */
export function weakAreasOf(divisions, { places }) {
  return WATCHED_COUNTIES.flatMap((county) => {
    const remote = divisions
      .filter(({ parent }) => parent === county)
      .map((township) => furthest(township, divisions, places))
      .sort((a, b) => b.away - a.away)
      .slice(0, AREAS_PER_COUNTY);
    return remote.map(({ village, township }) => ({
      id: `wa-${village.code}`,
      name: `${township.name}${village.name}信号弱区`,
      area: village.code,
      since: '2026-03-01',
      target: '弱信号设备占比低于10%',
    }));
  });
}

function furthest(township, divisions, places) {
  const hub = places.get(township.code);
  const villages = divisions.filter(({ parent }) => parent === township.code);
  const ranked = villages
    .map((village) => ({ village, township, away: distance2(places.get(village.code), hub) }))
    .sort((a, b) => b.away - a.away);
  return ranked[0];
}

/** Two windows of the past, to show the form. */
export function maintenanceOf(divisions) {
  const [, county] = divisions.filter(({ level }) => level === 'county');
  const hub = divisions.find(({ parent }) => parent === WATCHED_COUNTIES[0]);
  return [
    {
      id: 'mw-1',
      scope: `node:hub-${hub.code}`,
      from: '2026-04-14T01:00:00+08:00',
      to: '2026-04-14T04:00:00+08:00',
      reason: '机房更换蓄电池',
    },
    {
      id: 'mw-2',
      scope: `area:${county.code}`,
      from: '2026-04-21T00:00:00+08:00',
      to: '2026-04-21T05:00:00+08:00',
      reason: '县级光缆割接',
    },
  ];
}
