import type { IncidentFact } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMonitor } from '../monitor.ts';
import { START, siteOfTown, town } from '../outage/town.ts';
import type { PartName, PartTrouble } from './parts.ts';
import { PARTS } from './parts.ts';

const SECOND = 1_000;
const MINUTE = 60_000;

const AWAY = 'InfluxDB does not serve now';

/** What a server has to say of itself; nobody else is there. */
function server() {
  const monitor = createMonitor({ site: siteOfTown([]) });
  let now = START;
  const facts: IncidentFact[] = [];
  const note = (some: ReturnType<typeof monitor.advance>): void => {
    for (const fact of some) if (fact.kind === 'incident' && fact.type === 'platform') facts.push(fact);
  };
  const self = {
    facts,
    now: () => now,
    open: () => monitor.incidents().filter(({ type, state }) => type === 'platform' && state === 'open'),
    changes: () => facts.map(({ change }) => change),
    wait(ms: number) {
      now += ms;
      note(monitor.advance(now));
      return self;
    },
    parts(...names: PartName[]) {
      return self.say(names.map((part) => ({ part, since: now, detail: AWAY })));
    },
    say(inTrouble: PartTrouble[]) {
      note(monitor.parts(inTrouble, now));
      return self;
    },
    link(state: 'down' | 'up') {
      note(monitor.link(state, now));
      return self;
    },
  };
  return self;
}

describe('parts of the server that do not do their work', () => {
  it('are not worth a word when they are back within seconds', () => {
    const one = server()
      .parts('series')
      .wait(9 * SECOND)
      .parts()
      .wait(5 * MINUTE);
    expect(one.facts).toEqual([]);
  });

  it('are one incident for as long as it lasts, with its part, its beginning and its detail', () => {
    const one = server().parts('series');
    const began = one.now();
    one.wait(60 * MINUTE);
    expect(one.facts).toMatchObject([
      {
        change: 'opened',
        at: began + 10 * SECOND,
        severity: 'minor',
        cause: 'PLATFORM',
        scope: { kind: 'platform' },
        because: { reason: 'series_away', parts: { series: { since: began, detail: AWAY } } },
      },
    ]);
    one.parts().wait(2 * MINUTE);
    expect(one.changes()).toEqual(['opened', 'recovered']);
    one.wait(31 * MINUTE);
    expect(one.changes()).toEqual(['opened', 'recovered', 'closed']);
  });

  it('are one incident however many they are, and the graver one is told at once', () => {
    const one = server().parts('series').wait(MINUTE).parts('series', 'ledger').wait(MINUTE);
    expect(one.changes()).toEqual(['opened', 'updated']);
    expect(one.facts[1]).toMatchObject({ severity: 'major', at: one.now() - MINUTE });
    expect(one.open()).toHaveLength(1);
    expect(one.open()[0]?.because['parts']).toHaveProperty('ledger');
    one.parts('ledger').wait(2 * MINUTE);
    expect(Object.keys(one.open()[0]?.because['parts'] ?? {})).toEqual(['ledger']);
  });

  it('are the same incident as a broker that is gone, which ends with the last of them', () => {
    const one = server().parts('series').wait(MINUTE).link('down').parts('broker', 'series').wait(MINUTE);
    expect(one.open()).toMatchObject([{ severity: 'major', because: { reason: 'broker_link_lost' } }]);
    one
      .link('up')
      .parts('series')
      .wait(10 * MINUTE);
    expect(one.open()).toMatchObject([{ severity: 'minor', because: { reason: 'series_away' } }]);
    one.parts().wait(10 * MINUTE);
    expect(one.changes().filter((change) => change !== 'updated')).toEqual(['opened', 'recovered']);
  });

  it('that come and go within seconds are one trouble that lasts', () => {
    const one = server();
    for (let i = 0; i < 100; i++)
      one
        .parts('series')
        .wait(4 * SECOND)
        .parts()
        .wait(6 * SECOND);
    expect(one.changes()).toEqual(['opened']);
  });

  it('that fail again within half an hour are the same incident', () => {
    const one = server()
      .parts('series')
      .wait(MINUTE)
      .parts()
      .wait(20 * MINUTE);
    one.parts('ledger').wait(MINUTE);
    expect(one.changes()).toEqual(['opened', 'recovered', 'reopened']);
  });

  it('are told of anew when their detail has changed, once a minute at the most', () => {
    const one = server();
    const since = one.now();
    for (let i = 0; i < 600; i++)
      one.say([{ part: 'series', since, detail: `answered ${500 + (i % 3)}` }]).wait(SECOND);
    expect(one.facts.length).toBeGreaterThan(5);
    expect(one.facts.length).toBeLessThanOrEqual(11);
  });

  it('do not stop judgement: an outage is called and closed while store and ledger are away', () => {
    const one = town();
    one.monitor.parts([{ part: 'series', since: one.now(), detail: AWAY }], one.now());
    one.monitor.parts(
      [
        { part: 'series', since: one.now(), detail: AWAY },
        { part: 'ledger', since: one.now(), detail: AWAY },
      ],
      one.now(),
    );
    const cut = one.below('hub-1/pon-2');
    one.silence(cut).pass(10).restore(cut).pass(60);
    const told = one.story().map((line) => line.replace(/^\d+ /, ''));
    expect(told).toContain('opened platform platform PLATFORM');
    expect(told.filter((line) => line.includes('outage'))).toEqual([
      expect.stringContaining('opened outage hub-1/pon-2'),
      expect.stringContaining('recovered outage hub-1/pon-2'),
      expect.stringContaining('closed outage hub-1/pon-2'),
    ]);
    expect(told.filter((line) => line.startsWith('opened'))).toHaveLength(2);
  });

  it('stop judgement where nothing can be taken in: whoever is not heard then is not lost', () => {
    const one = town();
    const blocked = one.monitor.parts([{ part: 'journal', since: one.now(), detail: 'full' }], one.now());
    expect(blocked.some((fact) => fact.kind === 'link' && fact.because === 'intake_blocked')).toBe(true);
    one.silence(one.boxes).pass(60);
    expect(one.story().map((line) => line.replace(/^\d+ /, ''))).toEqual([
      'opened platform platform PLATFORM',
    ]);
    expect(one.monitor.incidents()[0]?.affected.monitored).toBe(one.boxes.length);
    one.monitor.parts([], one.now());
    one.restore(one.boxes).pass(40);
    expect(one.story().map((line) => line.replace(/^\d+ /, ''))).toEqual([
      'opened platform platform PLATFORM',
      'recovered platform platform PLATFORM',
      'closed platform platform PLATFORM',
    ]);
  });

  it('are known as the same incident after a restart', () => {
    const one = town();
    const since = one.now();
    one.monitor.parts([{ part: 'series', since, detail: AWAY }], one.now());
    one.pass(5);
    const parts = one.monitor.keep('all');
    const next = createMonitor({ site: siteOfTown(one.boxes) });
    next.restore([...one.monitor.fleet.states()], structuredClone(parts), one.now());
    next.blind(one.now(), 'server_restarted');
    next.link('up', one.now());
    next.parts([{ part: 'series', since: one.now(), detail: AWAY }], one.now());
    one.continueOn(next).pass(10);
    expect(one.facts.filter(({ change }) => change !== 'updated')).toHaveLength(1);
    expect(next.incidents()).toMatchObject([{ type: 'platform', state: 'open' }]);
    next.parts([], one.now());
    one.pass(10);
    expect(next.incidents()).toMatchObject([{ type: 'platform', state: 'recovered' }]);
  });

  it('never make a second incident, whatever comes and goes in whatever order', () => {
    const step = fc.oneof(
      fc.record({ parts: fc.subarray([...PARTS]) }),
      fc.record({ wait: fc.integer({ min: 1, max: 90 }) }),
      fc.record({ link: fc.constantFrom('down' as const, 'up' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const one = server();
        for (const each of steps) {
          if ('parts' in each) one.parts(...each.parts);
          if ('wait' in each) one.wait(each.wait * SECOND);
          if ('link' in each) one.link(each.link);
          expect(one.open().length).toBeLessThanOrEqual(1);
        }
        one
          .link('up')
          .parts()
          .wait(40 * MINUTE);
        expect(one.open()).toEqual([]);
        const times = one.facts.map(({ at }) => at);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(one.changes().filter((change) => change === 'opened')).toHaveLength(
          one.changes().filter((change) => change === 'closed').length,
        );
      }),
      { numRuns: 60 },
    );
  });
});
