import { PageFact, OutboxMessage } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Call, Pager, PagerOutcome } from './model.ts';
import { createPager } from './pager.ts';
import type { SmallWorld } from './small-world.ts';
import { TEN_O_CLOCK, call, incident, person, smallWorld } from './small-world.ts';

const S = 1_000;
const MIN = 60 * S;
const T = TEN_O_CLOCK;

let world: SmallWorld;
let pager: Pager;
beforeEach(() => {
  world = smallWorld();
  pager = createPager(world);
});

const page = (at: number, about: Call['about'], id: string, over: Partial<Call> = {}): PagerOutcome =>
  pager.call(call(at, about, over.incident ?? incident(id), over));
const reasonsOf = ({ facts }: PagerOutcome) => facts.map(({ because }) => because['reason']);
const sentTo = ({ messages }: PagerOutcome) => messages.map(({ person, about }) => `${person}: ${about}`);
const stopOf = ({ facts }: PagerOutcome) => facts[0]?.verdicts.at(-1);

describe('a call', () => {
  it('goes out at once, with every stage that it has passed', () => {
    const { facts, messages, unreached } = page(T, 'opened', 'i1');
    expect(messages).toHaveLength(1);
    expect(OutboxMessage.parse(messages[0])).toMatchObject({
      about: 'opened',
      person: 'ann',
      ways: [{ channel: 'chat', address: 'ann' }],
      incidents: ['i1'],
      dueAt: T,
    });
    expect(facts).toHaveLength(1);
    const [fact] = facts;
    expect(PageFact.parse(fact)).toMatchObject({ change: 'decided', message: messages[0]!.id });
    expect(fact!.verdicts.map(({ stage, verdict }) => `${stage} ${verdict}`)).toEqual([
      'severity pass',
      'topology pass',
      'maintenance pass',
      'shelving pass',
      'flapping pass',
      'route pass',
      'quiet pass',
      'grouping pass',
      'throttle pass',
    ]);
    expect(unreached).toEqual([]);
    expect(pager.nextWakeAt()).toBeUndefined();
  });

  it('reaches everybody on duty for the step, each once', () => {
    const persons = [person('ann'), person('ben'), person('ann')];
    expect(sentTo(page(T, 'escalated', 'i1', { persons, step: 1 }))).toEqual([
      'ann: escalated',
      'ben: escalated',
    ]);
  });

  it('says that nobody is on duty, and asks for the next step at once', () => {
    const outcome = page(T, 'opened', 'i1', { persons: [], step: 2 });
    expect(outcome.unreached).toEqual([{ id: 'i1', step: 2, about: 'opened', because: 'nobody_on_duty' }]);
    expect(reasonsOf(outcome)).toEqual(['nobody_on_duty']);
    expect(outcome.facts[0]!.person).toBeNull();
  });

  it('asks for the next step only where no person has a way for this severity', () => {
    const sms = { channel: 'sms', address: '示例', severities: ['critical' as const] };
    const mute = person('mute', { ways: [] });
    const picky = person('picky', { ways: [sms] });
    expect(page(T, 'opened', 'i1', { persons: [mute, person('ann')] }).unreached).toEqual([]);
    const outcome = page(T, 'opened', 'i2', { persons: [mute, picky] });
    expect(outcome.unreached).toEqual([{ id: 'i2', step: 0, about: 'opened', because: 'no_way' }]);
    expect(reasonsOf(outcome)).toEqual(['no_way', 'no_way_for_severity']);
  });

  it('is news to people where it has only now grown grave enough to be told', () => {
    page(T, 'opened', 'i1', { incident: incident('i1', { severity: 'info' }) });
    const outcome = page(T + MIN, 'worse', 'i1', { persons: [person('ann'), person('ben')] });
    expect(outcome.facts[0]!.about).toBe('worse');
    expect(sentTo(outcome)).toEqual(['ann: opened', 'ben: opened']);
  });

  it('takes only the ways that are meant for the severity, in their order', () => {
    const ways = [
      { channel: 'sms', address: '1', severities: ['critical' as const] },
      { channel: 'chat', address: '2', severities: [] },
    ];
    const { messages } = page(T, 'opened', 'i1', { persons: [person('ann', { ways })] });
    expect(messages[0]!.ways).toEqual([{ channel: 'chat', address: '2' }]);
  });
});

describe('what nobody is called for', () => {
  it('is info', () => {
    const outcome = page(T, 'opened', 'i1', { incident: incident('i1', { severity: 'info' }) });
    expect(outcome.messages).toEqual([]);
    expect(stopOf(outcome)).toMatchObject({ stage: 'severity', because: { reason: 'info_is_never_paged' } });
    expect(pager.nextWakeAt()).toBeUndefined();
  });

  it('is explained by a bigger incident, until that is over', () => {
    world.above.set('i1', { id: 'big', scope: { kind: 'node', id: 'hub' } });
    const outcome = page(T, 'opened', 'i1');
    expect(stopOf(outcome)).toMatchObject({ stage: 'topology', because: { incident: 'big' } });
    expect(pager.advance(T + 5 * MIN)).toEqual({ facts: [], messages: [], unreached: [] });
    world.above.clear();
    expect(sentTo(pager.advance(T + 10 * MIN))).toEqual(['ann: opened']);
  });

  it('is planned work, until its end; then only what is still called for', () => {
    const because = { maintenance: { id: 'w1', until: T + 60 * MIN, reason: '割接' } };
    const planned = incident('i1', { severity: 'info', because });
    const outcome = page(T, 'opened', 'i1', { incident: planned });
    expect(stopOf(outcome)).toMatchObject({ stage: 'maintenance', because: { reason: 'planned_work' } });
    world.incidents.set('i1', incident('i1', { severity: 'major', because: { overrunSince: T + 60 * MIN } }));
    expect(pager.advance(T + 60 * MIN - 1).messages).toEqual([]);
    expect(sentTo(pager.advance(T + 60 * MIN))).toEqual(['ann: opened']);
  });

  it('is shelved, by whom and why, until its end, which calls whoever is on duty then', () => {
    const by = { kind: 'person' as const, id: 'eve', name: '示例-eve' };
    const shelf = { id: 's1', what: { match: { severities: ['major' as const] } }, why: '换光模块', by };
    world.shelved = [{ ...shelf, from: T - MIN, until: T + 12 * MIN }];
    const outcome = page(T, 'opened', 'i1');
    expect(stopOf(outcome)!.because).toMatchObject({
      shelf: 's1',
      by: '示例-eve',
      why: '换光模块',
      until: T + 12 * MIN,
    });
    expect(
      sentTo(page(T, 'opened', 'i2', { incident: incident('i2', { severity: 'critical' }) })),
    ).toHaveLength(1);
    world.duty = [person('ben')];
    expect(pager.advance(T + 12 * MIN - 1)).toEqual({ facts: [], messages: [], unreached: [] });
    expect(sentTo(pager.advance(T + 12 * MIN))).toEqual(['ben: opened']);
  });

  it('is over when the shelf ends, or recovers before', () => {
    const by = { kind: 'person' as const, id: 'eve', name: '示例-eve' };
    world.shelved = [{ id: 's1', what: { match: {} }, why: 'x', by, from: T, until: T + 4 * MIN }];
    page(T, 'opened', 'i1');
    page(T, 'opened', 'i2');
    world.incidents.set('i1', incident('i1', { state: 'closed' }));
    expect(reasonsOf(page(T + MIN, 'recovered', 'i2'))).toEqual([
      'recovered_before_anybody_was_called',
      'nobody_was_told',
    ]);
    const outcome = pager.advance(T + 4 * MIN);
    expect(reasonsOf(outcome)).toEqual(['over']);
    expect(outcome.messages).toEqual([]);
  });
});

describe('recovery', () => {
  it('goes to whoever was told that it opened, on duty or not, and to nobody else', () => {
    page(T, 'opened', 'i1');
    const outcome = page(T + 40 * S, 'recovered', 'i1', { persons: [person('ben')] });
    expect(sentTo(outcome)).toEqual(['ann: recovered']);
    expect(reasonsOf(page(T + 50 * S, 'recovered', 'i1'))).toEqual(['nobody_was_told']);
  });

  it('joins the digest in which its opening still waits', () => {
    page(T, 'opened', 'i1');
    page(T + S, 'opened', 'i2');
    const outcome = page(T + 10 * S, 'recovered', 'i2');
    expect(reasonsOf(outcome)).toEqual(['joins_its_opening']);
    const { messages } = pager.advance(T + 30 * S);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ about: 'digest', incidents: ['i2'] });
    expect(messages[0]!.id).toBe(outcome.facts[0]!.message);
    expect(messages[0]!.text.title.zh).toContain('发生后已恢复');
  });

  it('is not told where it came back before that', () => {
    page(T, 'opened', 'i1');
    page(T + 10 * S, 'recovered', 'i1');
    const back = page(T + 20 * S, 'reopened', 'i1');
    expect(reasonsOf(back)).toEqual(['came_back_before_it_was_told', 'told_at_start']);
    expect(pager.nextWakeAt()).toBeUndefined();
  });

  it('is not owed to somebody whom no message has reached', () => {
    const { messages } = page(T, 'opened', 'i1');
    pager.gaveUp(messages[0]!, T + MIN);
    expect(reasonsOf(page(T + 2 * MIN, 'recovered', 'i1'))).toEqual(['nobody_was_told']);
  });
});

describe('an acknowledgement', () => {
  it('takes out what is pending, with its reason, and leaves recoveries', () => {
    page(T, 'opened', 'i1');
    page(T + S, 'worse', 'i1');
    page(T + S, 'opened', 'i2');
    const outcome = pager.settled('i2', T + 2 * S, { reason: 'acknowledged', by: 'ann' });
    expect(outcome.facts).toMatchObject([
      { id: 'i2', person: { id: 'ann' }, message: null, because: { reason: 'acknowledged', by: 'ann' } },
    ]);
    pager.settled('i1', T + 3 * S, { reason: 'acknowledged' });
    expect(pager.nextWakeAt()).toBeUndefined();
    page(T + 4 * S, 'recovered', 'i1');
    pager.settled('i1', T + 5 * S, { reason: 'closed' });
    expect(sentTo(pager.advance(T + MIN))).toEqual(['ann: recovered']);
  });
});

describe('what comes and goes', () => {
  it('is told at its start and at its end, with nothing between, over two hours', () => {
    const seen = sentTo(page(T, 'opened', 'i1'));
    for (let n = 1; n <= 40; n++) {
      const flapping = incident('i1', { flapping: true });
      const outcome = page(T + n * 3 * MIN, n % 2 ? 'worse' : 'reopened', 'i1', { incident: flapping });
      seen.push(...sentTo(outcome));
      expect(stopOf(outcome)!.because['reason']).toBe('told_at_start');
    }
    seen.push(...sentTo(page(T + 150 * MIN, 'recovered', 'i1')));
    expect(seen).toEqual(['ann: opened', 'ann: recovered']);
  });

  it('still tells what is graver than was told', () => {
    page(T, 'opened', 'i1');
    const graver = incident('i1', { flapping: true, severity: 'critical' });
    expect(sentTo(page(T + MIN, 'worse', 'i1', { incident: graver }))).toEqual(['ann: worse']);
  });

  it('is called chattering after three changes within a minute; its end is told after five calm minutes', () => {
    page(T, 'opened', 'i1');
    page(T + 5 * S, 'recovered', 'i1');
    expect(stopOf(page(T + 10 * S, 'reopened', 'i1'))).toBeUndefined();
    const held = page(T + 15 * S, 'recovered', 'i1');
    expect(stopOf(held)).toMatchObject({ stage: 'flapping', verdict: 'hold' });
    expect(held.facts[0]!.change).toBe('held');
    page(T + 20 * S, 'reopened', 'i1');
    page(T + 25 * S, 'recovered', 'i1');
    expect(pager.advance(T + 5 * MIN + 24 * S).messages).toEqual([]);
    expect(sentTo(pager.advance(T + 5 * MIN + 25 * S))).toEqual(['ann: recovered']);
  });
});
