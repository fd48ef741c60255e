import { loadPart } from './bundle-parts.js';
import { START, birthOf, dataOf, deviceOf, monitorSiteOf, topicOf } from './fleet.js';
import { timed } from './timed.js';

const T = 60;
const BEATS = 4;
const TICK_MS = 250;
const JUDGE_FOR_MS = 4 * T * 1000;
const SIZES = [5_000, 50_000, 200_000];

const startOf = (beat, half) => START + (beat + half / 2) * T * 1000;

/**
 * Each half reports in the same instant of each minute. One half is cut off; the other goes on, so it is an
 * outage and not our own blindness. Time is that of the processor that judges: what a live server would be
 * behind by.
 */
export async function massDeath() {
  const [{ createMonitor }, { decodeValue }] = await Promise.all(['monitor', 'contract'].map(loadPart));
  return SIZES.flatMap((dying) => figuresOf(dying, cutOff(createMonitor, decodeValue, dying)));
}

function cutOff(createMonitor, decodeValue, dying) {
  const fleet = createReporters(createMonitor, decodeValue, dying);
  for (let beat = 0; beat < BEATS; beat++) for (const half of [0, 1]) fleet.report(half, beat);
  const dueAt = startOf(BEATS, 0);
  const found = {
    ms: 0,
    worstTickMs: 0,
    ordinaryMs: 0,
    calledAfterS: Infinity,
    allAfterS: Infinity,
    incidents: 0,
  };
  let beat = BEATS;
  for (let at = dueAt; fleet.offline() < dying && at < dueAt + JUDGE_FOR_MS; at += TICK_MS) {
    const took = fleet.pass(at);
    found.ms += took;
    found.worstTickMs = Math.max(found.worstTickMs, took);
    const afterS = (at - dueAt) / 1000;
    if (fleet.incidents() > 0) found.calledAfterS = Math.min(found.calledAfterS, afterS);
    if (fleet.lost() >= dying) found.allAfterS = Math.min(found.allAfterS, afterS);
    if (at === startOf(beat, 1)) found.ordinaryMs = fleet.report(1, beat++);
  }
  return { ...found, incidents: fleet.incidents(), offline: fleet.offline() };
}

function createReporters(createMonitor, decodeValue, dying) {
  const count = 2 * dying;
  const monitor = createMonitor({ site: monitorSiteOf(count, { T }) });
  const devices = Array.from({ length: count }, (_, index) => deviceOf(index, count, { T }));
  const lost = new Map();
  let offline = 0;

  function tell(facts) {
    for (const fact of facts) {
      if (fact.kind === 'incident' && fact.type === 'outage') lost.set(fact.id, fact.affected.lost);
      if (fact.kind === 'link' && fact.to === 'OFFLINE') offline++;
    }
  }

  function messageOf(index, beat, at) {
    const device = devices[index];
    const body = beat === 0 ? birthOf(index, device, at) : dataOf(index, device, beat, at);
    return decodeValue(topicOf(device, beat === 0 ? 'birth' : 'data'), body).message;
  }

  return {
    offline: () => offline,
    incidents: () => lost.size,
    lost: () => [...lost.values()].reduce((sum, number) => sum + number, 0),
    /** Answers the time that it took, ms. */
    pass: (at) => timed(() => tell(monitor.advance(at))),
    report(half, beat) {
      const at = startOf(beat, half);
      const messages = Array.from({ length: dying }, (_, i) => messageOf(half * dying + i, beat, at));
      tell(monitor.advance(at));
      return timed(() => {
        for (const message of messages) tell(monitor.arrive({ at, retained: false, message }));
      });
    },
  };
}

function figuresOf(dying, found) {
  const aim = dying === 50_000 ? { aim: 2, isLessBetter: true } : {};
  const each = (ms) => ({ value: (ms / dying) * 1000, unit: 'µs' });
  const rows = [
    { what: 'judging all of them', value: found.ms / 1000, unit: 's', ...aim },
    { what: 'each', ...each(found.ms) },
    { what: 'the longest tick', value: found.worstTickMs / 1000, unit: 's' },
    { what: 'called after their beat was due (simulated)', value: found.calledAfterS, unit: 's' },
    { what: 'all in the incident after (simulated)', value: found.allAfterS, unit: 's' },
    { what: 'offline at the end', value: found.offline, unit: 'devices' },
    { what: 'incidents', value: found.incidents, unit: '' },
    { what: 'beside it, one beat of the other half, each', ...each(found.ordinaryMs) },
  ];
  return rows.map((row) => ({ ...row, what: `${dying.toLocaleString('en-US')} die: ${row.what}` }));
}
