import type { OutboxMessage } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Call, Pager, PagerOutcome } from './model.ts';
import { createPager } from './pager.ts';
import type { SmallWorld } from './small-world.ts';
import { TEN_O_CLOCK, call, incident, person, smallWorld } from './small-world.ts';

const S = 1_000;
const MIN = 60 * S;
const HOUR = 60 * MIN;
const T = TEN_O_CLOCK;

let world: SmallWorld;
let pager: Pager;
let sent: OutboxMessage[];
beforeEach(() => {
  world = smallWorld();
  pager = createPager(world);
  sent = [];
});

function noted(outcome: PagerOutcome): PagerOutcome {
  sent.push(...outcome.messages);
  return outcome;
}
const page = (at: number, about: Call['about'], id: string, over: Partial<Call> = {}): PagerOutcome =>
  noted(pager.call(call(at, about, over.incident ?? incident(id), over)));
const advance = (at: number): PagerOutcome => noted(pager.advance(at));
const times = () => sent.map(({ at }) => (at - T) / S);
const reasonAt = ({ facts }: PagerOutcome, stage: string) =>
  facts.at(-1)?.verdicts.find((verdict) => verdict.stage === stage)?.because;

describe('the throttle', () => {
  it('sends at once, after 30 s, after 150 s more, and not a fourth time within ten minutes', () => {
    for (let s = 0; s < 599; s++) page(T + s * S, 'opened', `i${s}`);
    expect(times()).toEqual([0, 30, 180]);
    advance(T + HOUR);
    expect(times()).toEqual([0, 30, 180, 600]);
    const told = sent.flatMap(({ incidents }) => incidents);
    expect(told).toHaveLength(599);
    expect(new Set(told).size).toBe(599);
  });

  it('names the message and its time in what it decides', () => {
    page(T, 'opened', 'i1');
    const outcome = page(T + 10 * S, 'opened', 'i2');
    expect(reasonAt(outcome, 'throttle')).toEqual({ reason: 'next_digest', until: T + 30 * S });
    expect(outcome.facts[0]!.because).toMatchObject({ reason: 'goes_into_digest', dueAt: T + 30 * S });
    expect(pager.nextWakeAt()).toBe(T + 30 * S);
    advance(T + 30 * S);
    expect(sent[1]!.id).toBe(outcome.facts[0]!.message);
  });

  it('sends what is due at its own time, however late it is asked', () => {
    page(T, 'opened', 'i1');
    page(T + S, 'opened', 'i2');
    const outcome = page(T + 5 * MIN, 'opened', 'i3');
    expect(outcome.messages.map(({ at, incidents }) => [(at - T) / S, incidents])).toEqual([
      [30, ['i2']],
      [300, ['i3']],
    ]);
  });

  it('says of one that waits alone what it is, not that it is a digest', () => {
    page(T, 'opened', 'i1');
    page(T + S, 'worse', 'i1');
    advance(T + HOUR);
    expect(sent[1]).toMatchObject({ about: 'worse', text: { path: '/incidents/i1' } });
  });
});

describe('a high response level', () => {
  it('gathers what comes together for five seconds, then tells minor ones every ten minutes', () => {
    world.responseLevel = 'II';
    const minor = (id: string) => ({ incident: incident(id, { severity: 'minor' }) });
    for (let s = 0; s < 1_300; s += 10) page(T + s * S, 'opened', `i${s}`, minor(`i${s}`));
    expect(times()).toEqual([5, 605, 1_205]);
    expect(sent[1]!.incidents.length).toBe(60);
  });

  it('does not keep what is critical, and sends what waits along with it', () => {
    world.responseLevel = 'I';
    page(T, 'opened', 'i1', { incident: incident('i1', { severity: 'minor' }) });
    const outcome = page(T + S, 'opened', 'i2', { incident: incident('i2', { severity: 'critical' }) });
    expect(reasonAt(outcome, 'grouping')).toEqual({ reason: 'critical' });
    expect(sent).toMatchObject([{ at: T + S, incidents: ['i2', 'i1'], text: { severity: 'critical' } }]);
  });

  it('is nothing that level III or IV would do', () => {
    world.responseLevel = 'III';
    page(T, 'opened', 'i1');
    expect(times()).toEqual([0]);
  });
});

describe('a flood', () => {
  it('begins with the eleventh call within ten minutes and ends below five', () => {
    const reasons = Array.from(
      { length: 11 },
      (_, n) => reasonAt(page(T + n * 50 * S, 'opened', `i${n}`), 'grouping')!['reason'],
    );
    expect(reasons).toEqual([...Array.from({ length: 10 }, () => 'ordinary_day'), 'flood']);
    expect(reasonAt(page(T + 11 * MIN, 'opened', 'j1'), 'grouping')).toMatchObject({ reason: 'flood' });
    expect(reasonAt(page(T + 30 * MIN, 'opened', 'j2'), 'grouping')).toEqual({ reason: 'ordinary_day' });
  });
});

describe('quiet hours', () => {
  const quiet = { from: '22:00', to: '07:00', except: ['critical' as const] };
  const sleeper = { persons: [person('ann', { quiet })] };
  /** 23:30 on the clock of the site. */
  const NIGHT = T + 13.5 * HOUR;
  const MORNING = T + 21 * HOUR;

  it('hold what does not wake until the morning, then tell it in one digest', () => {
    const outcome = page(NIGHT, 'opened', 'i1', sleeper);
    expect(outcome.facts[0]).toMatchObject({ change: 'held', message: null, because: { until: MORNING } });
    page(NIGHT + HOUR, 'opened', 'i2', sleeper);
    page(NIGHT + 2 * HOUR, 'recovered', 'i2');
    advance(MORNING - 1);
    expect(sent).toEqual([]);
    advance(MORNING);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ about: 'digest', incidents: ['i1', 'i2'], at: MORNING });
    expect(sent[0]!.text.lines[0]!.en).toBe('1 open, 1 recovered');
  });

  it('are passed by what wakes, and by its recovery as it was told', () => {
    const grave = incident('i1', { severity: 'critical' });
    page(NIGHT, 'opened', 'i1', { ...sleeper, incident: grave });
    page(NIGHT + 20 * MIN, 'recovered', 'i1', { incident: incident('i1', { severity: 'minor' }) });
    expect(sent.map(({ about }) => about)).toEqual(['opened', 'recovered']);
  });

  it('end early for what grows grave', () => {
    page(NIGHT, 'opened', 'i1', sleeper);
    page(NIGHT + MIN, 'worse', 'i1', { ...sleeper, incident: incident('i1', { severity: 'critical' }) });
    advance(MORNING + HOUR);
    expect(sent).toMatchObject([{ about: 'worse', at: NIGHT + MIN, incidents: ['i1'] }]);
    expect(sent[0]!.text.title.zh).toContain('加重');
  });

  it('do not tell in the morning what somebody has acknowledged or what is over', () => {
    page(NIGHT, 'opened', 'i1', sleeper);
    page(NIGHT, 'opened', 'i2', sleeper);
    world.incidents.set('i2', incident('i2', { state: 'closed' }));
    pager.settled('i1', NIGHT + MIN, { reason: 'acknowledged' });
    const { facts } = advance(MORNING);
    expect(sent).toEqual([]);
    expect(facts).toMatchObject([{ id: 'i2', because: { reason: 'over' } }]);
  });
});
