import { buildSite } from '../src/site/build-site.ts';
import type { Site } from '../src/site/model.ts';

const DIVISIONS = `code,parent,level,name
441200,440000,city,肇庆市
441223,441200,county,广宁县
441223100,441223,township,南街街道
441284,441200,county,四会市
`;

const PLANT = `id,parent,kind,name,area,lon,lat
core,,headend,市级总前端,441200,,
hub-441223100,core,hub,南街街道机房,441223100,,
`;

const DEVICES = `id,class,node,area,name,lon,lat,T,homes,population
eb-1,eb_speaker,hub-441223100,441223100,南街大喇叭1,112.44,23.63,60,0,300
eb-2,eb_speaker,hub-441223100,441223100,南街大喇叭2,,,60,0,300
`;

const bytes = (text: string): Uint8Array => Buffer.from(text);

/** Two counties, two loudspeakers. */
export function smallSite(): Site {
  const read = buildSite({ divisions: bytes(DIVISIONS), plant: bytes(PLANT), devices: bytes(DEVICES) });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.site;
}
