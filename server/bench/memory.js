import { loadPart } from './bundle-parts.js';
import { START, birthOf, dataOf, deviceOf, monitorSiteOf, plantOf, topicOf } from './fleet.js';
import { bytesInUse } from './timed.js';

const DEVICES = 500_000;
const BEATS = 3;

/**
 * Counted is all that stays in memory once the collector has run: the JavaScript heap and what it holds
 * outside (typed arrays). Messages are parsed from their text, as they are when they arrive.
 */
export async function memory() {
  const [{ createMonitor }, { createPlant }, { decodeValue }] = await Promise.all(
    ['monitor', 'plant', 'contract'].map(loadPart),
  );
  const empty = bytesInUse();
  let identities = [...monitorSiteOf(DEVICES).devices];
  const withIdentities = bytesInUse();
  const plant = createPlant(plantOf(DEVICES));
  const withPlant = bytesInUse();
  identities = undefined;
  const monitor = createMonitor({ site: monitorSiteOf(DEVICES) });
  const known = bytesInUse();
  for (let beat = 0; beat <= BEATS; beat++) hearAll(monitor, decodeValue, beat);
  const heard = bytesInUse();
  const each = (bytes) => bytes / DEVICES;
  const plantBytes = withPlant - withIdentities;
  const figure = (what, bytes, aim) => ({
    what,
    value: each(bytes),
    unit: 'bytes a device',
    aim,
    isLessBetter: true,
  });
  return [
    figure('everything: names, places, states, detectors, plant', heard - empty, 600),
    figure('of it before anything was heard', known - empty),
    figure('of it since: lives, values, evidence', heard - known),
    figure('beside it: names and places alone, as plain objects', withIdentities - empty),
    figure(`beside it: the plant alone (${plant.size} nodes)`, plantBytes),
    { what: 'devices heard', value: monitor.fleet.size(), unit: '' },
  ];
}

function hearAll(monitor, decodeValue, beat) {
  for (let index = 0; index < DEVICES; index++) {
    const device = deviceOf(index, DEVICES);
    const at = START + beat * 60_000 + Math.floor((index / DEVICES) * 60_000);
    const body = beat === 0 ? birthOf(index, device, at) : dataOf(index, device, beat, at);
    const parsed = JSON.parse(JSON.stringify(body));
    const { message } = decodeValue(topicOf(device, beat === 0 ? 'birth' : 'data'), parsed);
    monitor.advance(at);
    const answer = monitor.arrive({ at, retained: false, message });
    if (typeof answer === 'string') throw new Error(answer);
  }
}
