import { loadPart } from './bundle-parts.js';
import { START, birthOf, dataOf, devicesOf, monitorSiteOf, topicOf } from './fleet.js';
import { perSecond, timed } from './timed.js';

const DEVICES = 100_000;
const ROUNDS = 20;
const T = 60;
const LOST_SHARE = 0.02;

const timeOf = (round, index) => START + round * T * 1000 + Math.floor((index / DEVICES) * T * 1000);

/** Of a hundred beats two are lost: those are judged when they do not come. */
export async function judgedBeats() {
  const [{ createPlant }, { createOutageDetector }, { decodeValue }, { createFleet }, { createTally }] =
    await Promise.all(['plant', 'outage', 'contract', 'fleet', 'tally'].map(loadPart));
  const site = monitorSiteOf(DEVICES, { T });
  const tally = createTally(site.chain, site.top);
  const fleet = createFleet({ site: site.devices, tally, maxUnassigned: 0 });
  const plant = createPlant(site.plant);
  const watch = drive(createOutageDetector({ site, plant, fleet, falseAlarmsPerDay: 0.1 }));
  const observed = observeAll(fleet, decodeValue, watch);
  const isLost = createDice(LOST_SHARE);
  for (let round = 1; round <= 3; round++) beatAll(watch, observed, round, isLost);
  const took = timed(() => {
    for (let round = 4; round < 4 + ROUNDS; round++) beatAll(watch, observed, round, isLost);
  });
  const walking = timed(() => walk(observed));
  const rate = (ms) => ({ value: perSecond(DEVICES * ROUNDS, ms), unit: 'a second' });
  return [
    { what: `beats judged, ${DEVICES} devices, 2 % lost`, ...rate(took), aim: 1_000_000 },
    { what: 'beside it: looking at as many beats, no more', ...rate(walking) },
    { what: 'reports that the lost beats led to', value: watch.reports(), unit: '' },
  ];
}

function drive(detector) {
  let reports = 0;
  return {
    reports: () => reports,
    hear(observed) {
      reports += detector.observe(observed).length;
    },
    advance(at) {
      for (let due = detector.nextWakeAt(); due !== undefined && due <= at; due = detector.nextWakeAt())
        reports += detector.advance(due).length;
    },
  };
}

/** The first beats go through the fleet, so that the detector sees states as they are. */
function observeAll(fleet, decodeValue, watch) {
  const hear = (index, device, verb, body, at) => {
    const { message } = decodeValue(topicOf(device, verb), body);
    const judged = fleet.judge({ at, retained: false, message });
    fleet.commit(judged);
    const { before, state } = judged;
    return { at, sentAt: at, retained: false, message, before, state, facts: [] };
  };
  return Array.from(devicesOf(DEVICES, { T }), (device, index) => {
    const at = timeOf(0, index);
    watch.advance(at);
    watch.hear(hear(index, device, 'birth', birthOf(index, device, at), at));
    return hear(index, device, 'data', dataOf(index, device, 1, at), at);
  });
}

function beatAll(watch, observed, round, isLost) {
  for (let index = 0; index < DEVICES; index++) {
    const at = timeOf(round, index);
    watch.advance(at);
    if (isLost()) continue;
    const one = observed[index];
    one.at = at;
    one.sentAt = at - (index % 7) * 100;
    watch.hear(one);
  }
}

/** The same every time. */
function createDice(share) {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state < share * 2 ** 32;
  };
}

function walk(observed) {
  let sum = 0;
  for (let i = 0; i < ROUNDS; i++) for (const { at, state } of observed) sum += at + state.index;
  return sum;
}
