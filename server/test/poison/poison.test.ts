import { isDeepStrictEqual } from 'node:util';
import { OWN_METRICS } from '@fengsui/config/contract';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createMonitor } from '../../src/core/monitor.ts';
import { createEngine } from '../../src/engine.ts';
import { createFakeClock } from '../../src/fake-clock.ts';
import { createIntake } from '../../src/ingest/intake.ts';
import { createRejects } from '../../src/ingest/rejects.ts';
import { createResender } from '../../src/ingest/resender.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { monitorSite } from '../../src/monitor-site.ts';
import type { StoredSample } from '../../src/series/port.ts';
import { samplesOfRecord } from '../../src/storer/stored-samples.ts';
import { smallSite } from '../small-site.ts';
import { createMixture } from './mixture.ts';
import { createExpectation, sampleKey } from './expectation.ts';
import { createRandom } from './random.ts';

const MESSAGES = 50_000;
const GOOD_DEVICES = 50;

/** From the broker's hand to what the series store is given, with nothing but memory behind it. */
function startIntake() {
  const clock = createFakeClock();
  const log = pino({ level: 'silent' });
  const monitor = createMonitor({ site: monitorSite(smallSite(), clock.now()) });
  const { fleet } = monitor;
  const publish = () => true;
  const stored: StoredSample[] = [];
  const resender = createResender({ fleet, engine: () => engine, publish, clock, random: () => 0 });
  const listeners = [{ changed: () => undefined, fact: resender.fact }];
  const engine = createEngine({ monitor, clock, listeners });
  const journal = {
    append: (record: Buffer) => stored.push(...samplesOfRecord(record).samples),
    flush: () => undefined,
  };
  const rejects = createRejects(clock, log);
  const kept = journal as unknown as Journal;
  const intake = createIntake({ engine, journal: kept, rejects, acks: resender.ack, clock, log });
  return { clock, fleet, stored, rejects, intake };
}

/** What we say of the signal is stored beside what a device says. */
const withoutQuality = ({ m }: StoredSample) =>
  Object.fromEntries(Object.entries(m).filter(([name]) => !name.startsWith(OWN_METRICS)));

describe('a stream of good messages among spoilt ones', () => {
  it('is stored whole, nothing of the rest is, and each refusal is counted by its reason', () => {
    const { clock, fleet, stored, rejects, intake } = startIntake();
    const random = createRandom(20_261_122);
    const options = { random, now: clock.now, goodDevices: GOOD_DEVICES, spoiltDevices: 5_000, name: 'u' };
    const mixture = createMixture(options);
    const expected = createExpectation();
    // Noted and compared at the end: an assertion for each would take longer than all the rest.
    const wrong: unknown[] = [];
    for (let i = 0; i < MESSAGES; i++) {
      const isGood = random.below(2) === 0;
      const sent = isGood ? mixture.good() : mixture.spoilt();
      if (isGood && sent.verdict.reason !== undefined) wrong.push(sent);
      expected.note(sent, clock.now());
      const answer = intake.take({ ...sent, retained: random.below(20) === 0 });
      if (answer !== 'taken') wrong.push(answer);
      clock.pass(1);
    }
    expect(intake.messages()).toBe(MESSAGES);
    expect(rejects.totals()).toEqual(expected.rejected);
    expect(Object.keys(expected.rejected).sort()).toEqual(
      ['json', 'metric_type', 'schema', 'size', 'topic', 'utf8', 'verb'].sort(),
    );
    expect(stored).toHaveLength(expected.sampleCount());
    wrong.push(
      ...stored.filter((sample) => {
        const said = expected.samples.get(sample.device)?.get(sampleKey(sample));
        return !isDeepStrictEqual(withoutQuality(sample), said);
      }),
    );
    expect(wrong).toEqual([]);
    expect(fleet.get('good-u-0')).toMatchObject({ link: 'ONLINE', flags: ['UNASSIGNED'] });
  });
});
