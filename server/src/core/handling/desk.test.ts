import { beforeEach, describe, expect, it } from 'vitest';
import { Refused } from './refusal.ts';
import { outage, smallDesk, time } from './small-desk.ts';
import { handlingOf } from './view.ts';

let desk: ReturnType<typeof smallDesk>;
beforeEach(() => {
  desk = smallDesk();
});

const ID = outage().id;
const recovered = (at: string) => outage({ state: 'recovered', recoveredAt: time(at), updatedAt: time(at) });
const closed = (at: string) => outage({ state: 'closed', closedAt: time(at), updatedAt: time(at) });
const kase = (id = ID) => {
  const found = desk.desk().find(id);
  if (!found) throw new Error(`no case ${id}`);
  return found;
};
function refusal(doing: () => void): Refused {
  try {
    doing();
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('an incident at night', () => {
  it('calls the engineer, again after ten minutes, at twenty the lead, at thirty the city', () => {
    desk.trouble('02:00', 'opened', outage());
    desk.until('03:30');
    expect(desk.pages()).toEqual([
      '02:00 opened engineer',
      '02:10 escalated engineer',
      '02:20 escalated lead',
      '02:30 escalated city',
    ]);
  });

  it('calls nobody further once somebody has it, and begins anew when nothing follows', () => {
    desk.trouble('02:00', 'opened', outage());
    desk.act('02:15', 'engineer', 'acknowledge', {});
    desk.until('03:10');
    expect(desk.pages().slice(2)).toEqual([]);
    desk.until('03:40');
    expect(desk.story()).toContain('03:15 ack_expired desk');
    expect(desk.pages().slice(2)).toEqual([
      '03:15 ack_expired engineer',
      '03:25 escalated engineer',
      '03:35 escalated lead',
    ]);
  });

  it('has an owner and a due time from its first moment', () => {
    desk.trouble('02:00', 'opened', outage());
    expect(handlingOf(kase(), time('02:05'))).toMatchObject({
      stage: 'detected',
      owner: { kind: 'person', id: 'engineer' },
      dueAt: time('03:00'),
      team: 'guangning',
    });
  });

  it('belongs to the control centre where nobody is set up, and says that nobody was found', () => {
    desk.knows.nobody = true;
    desk.trouble('02:00', 'opened', outage());
    expect(kase().owner).toEqual({ kind: 'team', id: 'control-centre', name: '监督调度中心' });
    expect(desk.pages()).toEqual([]);
    expect(desk.lines.some(({ fact }) => fact.kind === 'page' && fact.change === 'decided')).toBe(true);
  });

  it('goes on after a restart as if there had been none', () => {
    desk.trouble('02:00', 'opened', outage());
    desk.restart('02:05');
    desk.until('02:25');
    desk.act('02:26', 'lead', 'acknowledge', {});
    expect(desk.pages()).toEqual([
      '02:00 opened engineer',
      '02:10 escalated engineer',
      '02:20 escalated lead',
    ]);
    expect(desk.lines.map(({ n }) => n)).toEqual(desk.lines.map((_, i) => i + 1));
  });
});

describe('the closed loop', () => {
  it('goes from detection to feedback, each line with who, when and what', () => {
    desk.trouble('02:00', 'opened', outage());
    desk.act('02:10', 'engineer', 'acknowledge', { note: '我去看' });
    desk.act('02:20', 'engineer', 'dispatch', { to: { kind: 'person', id: 'lead' }, order: 'WO-1' });
    desk.trouble('04:10', 'recovered', recovered('04:10'), { restoredAt: time('04:00') });
    desk.trouble('04:40', 'closed', closed('04:40'));
    desk.act('09:00', 'lead', 'feedback', { reached: true, satisfaction: 5 });
    desk.act('09:05', 'lead', 'close', {});
    expect(desk.story()).toEqual([
      '02:00 detected desk',
      '02:00 promised desk',
      '02:10 acknowledged engineer',
      '02:20 dispatched engineer',
      '04:10 restored desk',
      '09:00 fed_back lead',
      '09:05 closed lead',
    ]);
    const clocks = handlingOf(kase(), time('12:00')).clocks.map(({ id, state, metAt }) => [id, state, metAt]);
    expect(clocks).toEqual([
      ['respond', 'met', time('02:10')],
      ['resolve', 'met', time('04:00')],
      ['feedback', 'met', time('09:00')],
    ]);
    expect(desk.pages().at(-1)).toBe('04:10 recovered engineer');
  });

  it('refuses a claim that devices contradict, with the evidence, and keeps it as disputed on demand', () => {
    desk.knows.evidence = { lost: 20, monitored: 24 };
    desk.trouble('02:00', 'opened', outage());
    const why = refusal(() => desk.act('03:00', 'engineer', 'resolve', { dispute: false }));
    expect([why.reason, why.evidence]).toEqual([
      'devices_disagree',
      { lost: 20, monitored: 24, trouble: 'open' },
    ]);
    desk.act('03:05', 'engineer', 'resolve', { dispute: true, note: '用户说好了' });
    expect([kase().stage, kase().disputed]).toEqual(['detected', true]);
    expect(refusal(() => desk.act('03:10', 'engineer', 'close', {})).reason).toBe('not_restored');
    desk.trouble('04:10', 'recovered', recovered('04:10'));
    expect(kase().disputed).toBe(false);
  });

  it('is not closed before those without service were called back; a call nobody answers is a try', () => {
    desk.trouble('02:00', 'opened', outage());
    desk.trouble('02:30', 'recovered', recovered('02:30'));
    expect(refusal(() => desk.act('03:00', 'engineer', 'close', {})).reason).toBe('no_feedback');
    desk.act('03:10', 'engineer', 'feedback', { reached: false });
    expect(refusal(() => desk.act('03:20', 'engineer', 'close', {})).reason).toBe('no_feedback');
    desk.act('03:30', 'engineer', 'feedback', { reached: true });
    desk.act('03:40', 'engineer', 'close', {});
    expect(kase().stage).toBe('closed');
    expect(refusal(() => desk.act('03:50', 'engineer', 'acknowledge', {})).reason).toBe('closed');
  });

  it('goes back to whoever had it when the trouble comes back, and its clock was never met', () => {
    desk.trouble('02:00', 'opened', outage());
    desk.act('02:10', 'engineer', 'dispatch', { to: { kind: 'team', id: 'guangning' } });
    desk.trouble('02:40', 'recovered', recovered('02:40'));
    desk.trouble('02:50', 'reopened', outage({ reopened: 1 }));
    expect(kase().stage).toBe('dispatched');
    expect(handlingOf(kase(), time('03:00')).clocks[1]).toMatchObject({
      id: 'resolve',
      state: 'running',
      metAt: null,
    });
  });

  it('closes by itself what healed before anybody came, weighs little and concerned nobody', () => {
    const light = {
      severity: 'minor',
      affected: { lost: 1, monitored: 1, homes: 0, population: 0 },
    } as const;
    desk.trouble('02:00', 'opened', outage(light));
    desk.trouble('02:10', 'recovered', { ...recovered('02:10'), ...light });
    desk.trouble('02:40', 'closed', { ...closed('02:40'), ...light });
    expect(desk.story().at(-1)).toBe('02:40 closed desk');
    desk.trouble('05:00', 'opened', outage({ id: 'b', openedAt: time('05:00') }));
    desk.trouble('05:40', 'closed', { ...closed('05:40'), id: 'b' });
    expect(
      desk
        .desk()
        .waiting()
        .map(({ id, state }) => [id, state]),
    ).toEqual([['b', 'recovered']]);
  });

  it('names a hand-off that sticks, once', () => {
    desk.trouble('02:00', 'opened', outage());
    desk.act('02:10', 'engineer', 'dispatch', { to: { kind: 'team', id: 'guangning' } });
    desk.until('+1 05:00');
    expect(desk.story().filter((line) => line.includes('stuck'))).toEqual(['+1 02:10 stuck desk']);
    expect(handlingOf(kase(), time('+1 05:00')).stuckSince).toBe(time('+1 02:10'));
  });

  it('says once of each promise that it was not kept', () => {
    desk.trouble('02:00', 'opened', outage());
    desk.until('+1 03:00');
    const breaches = desk.lines.flatMap(({ fact }) =>
      fact.change === 'breached' ? fact.because['clock'] : [],
    );
    expect(breaches).toEqual(['respond', 'resolve']);
  });

  it('lets a clock stand still for force majeure only once another person has confirmed it', () => {
    desk.trouble('02:00', 'opened', outage());
    desk.act('02:10', 'engineer', 'force-majeure', { from: time('02:00') });
    const resolveDue = () => handlingOf(kase(), time('08:00')).clocks[1]?.dueAt;
    expect(resolveDue()).toBe(time('+1 02:00'));
    expect(
      refusal(() => desk.act('02:20', 'engineer', 'force-majeure-decision', { confirm: true })).reason,
    ).toBe('same_person');
    desk.act('03:00', 'lead', 'force-majeure-decision', { confirm: true });
    desk.act('06:00', 'lead', 'force-majeure-end', {});
    expect(resolveDue()).toBe(time('+1 06:00'));
  });
});

describe('what customers say', () => {
  const call = { channel: 'hotline', words: '电视没信号', area: '441223001', escalated: false } as const;

  it('joins the open incident that explains it, and may have been said before it was detected', () => {
    desk.trouble('02:00', 'opened', outage());
    const joined = desk.report('02:20', { ...call, device: 'stb-1', at: time('01:50') });
    expect(joined).toEqual({ id: ID, joined: true });
    expect(handlingOf(kase(), time('02:30'))).toMatchObject({ reports: 1, dueAt: time('02:50') });
  });

  it('begins an incident where nothing explains it, which the detectors’ own takes over', () => {
    const { id, joined } = desk.report('01:30', { ...call, device: 'stb-1' });
    expect([joined, id]).toEqual([false, '20260501-R001']);
    expect(desk.report('01:40', { ...call, device: 'stb-1' })).toEqual({ id, joined: true });
    expect(desk.report('01:41', { ...call, device: 'stb-2' }).joined).toBe(false);
    desk.trouble('02:00', 'opened', outage());
    expect(kase(id).incident.state).toBe('merged');
    expect(kase().reports).toHaveLength(2);
    expect(handlingOf(kase(), time('02:01')).clocks[0]?.startedAt).toBe(time('01:30'));
    expect(desk.facts.map(({ change, id: of }) => [change, of])).toEqual([
      ['opened', id],
      ['opened', '20260501-R002'],
      ['merged', id],
    ]);
  });

  it('that go over our heads bring promises of their own beside the old ones', () => {
    desk.trouble('02:00', 'opened', outage());
    desk.report('02:30', { ...call, device: 'stb-1', escalated: true });
    const clocks = handlingOf(kase(), time('02:31')).clocks.map(
      ({ profile, id, dueAt }) => `${profile} ${id} ${(dueAt - time('02:00')) / 60_000}`,
    );
    expect(clocks).toEqual([
      'ZQ-EMG respond 60',
      'ZQ-EMG resolve 1440',
      'ZQ-EMG feedback 2880',
      'ESC-1-1-3-12 contact 40',
      'ESC-1-1-3-12 cause 90',
      'ESC-1-1-3-12 fix 210',
      'ESC-1-1-3-12 visit 750',
    ]);
  });

  it('may be closed on somebody’s word where no device can tell, and says that nothing proves it', () => {
    const id = desk.open('10:00', { severity: 'minor', words: '交接箱被撞', area: '441223001', homes: 0 });
    desk.act('10:30', 'engineer', 'resolve', { dispute: false }, id);
    const last = desk.lines.filter(({ fact }) => fact.change === 'restored').at(-1);
    expect(last?.fact.because).toMatchObject({ provenBy: 'nobody' });
    desk.act('11:00', 'engineer', 'close', {}, id);
    expect(desk.facts.map(({ change }) => change)).toEqual(['opened', 'recovered', 'closed']);
  });
});

describe('a graver fault above', () => {
  it('explains those below: nobody is called for them', () => {
    desk.trouble('02:00', 'opened', outage({ id: 'big', scope: { kind: 'node', id: 'olt-1' } }));
    desk.trouble('02:10', 'opened', outage({ openedAt: time('02:10') }));
    expect(desk.messages.flatMap(({ incidents }) => incidents)).not.toContain(ID);
    const decided = desk.lines.flatMap(({ fact }) =>
      fact.kind === 'page' && fact.id === ID ? fact.verdicts : [],
    );
    expect(decided.find(({ verdict }) => verdict === 'stop')?.stage).toBe('topology');
  });
});
