import type { HandlingChange, TimelineLine } from '@fengsui/config/contract';
import { expect, it } from 'vitest';
import { actBody, noValues } from './act-form.ts';
import { filterQuery, readFilter, writeFilter } from './list-filter.ts';
import { handBody, noNewValues, reportBody } from './new-form.ts';
import { actsOf } from './stage-acts.ts';

const line = (change: HandlingChange): TimelineLine => ({
  ...{ at: 0, kind: 'handling', change, id: 'i', why: null, stage: 'acknowledged', because: {} },
  by: { kind: 'person', id: 'a', name: 'A' },
  owner: { kind: 'person', id: 'a', name: 'A' },
});

it('offers at each stage what it waits for first, and on a closed one only a note', () => {
  const primary = (stage: Parameters<typeof actsOf>[0]['stage']) => actsOf({ stage, timeline: [] }).primary;
  expect(
    ['detected', 'acknowledged', 'dispatched', 'restored', 'fed_back'].map((one) => primary(one as never)),
  ).toEqual(['acknowledge', 'dispatch', 'resolve', 'feedback', 'close']);
  expect(actsOf({ stage: 'closed', timeline: [line('paused')] })).toEqual({
    primary: undefined,
    others: ['note'],
  });
});

it('offers to pause or to resume, and the next step of force majeure, by what was done last', () => {
  const others = (...changes: HandlingChange[]) =>
    actsOf({ stage: 'dispatched', timeline: changes.map(line) }).others;
  expect(others()).toEqual(expect.arrayContaining(['pause', 'force-majeure']));
  expect(others('paused', 'noted', 'force_majeure_claimed')).toEqual(
    expect.arrayContaining(['resume', 'force-majeure-decision']),
  );
  expect(others('paused', 'resumed', 'force_majeure_claimed', 'force_majeure_confirmed')).toEqual(
    expect.arrayContaining(['pause', 'force-majeure-end']),
  );
});

it('sends what was said and nothing else, under the names that the calls have', () => {
  const values = { ...noValues(), to: 'team:guangning', note: ' 带熔接机 ', order: '' };
  expect(actBody('dispatch', values)).toEqual({ to: { kind: 'team', id: 'guangning' }, note: '带熔接机' });
  expect(actBody('force-majeure', { ...noValues(), from: 1, until: 2 })).toEqual({ from: 1, to: 2 });
  expect(actBody('feedback', { ...noValues(), satisfaction: '5' })).toEqual({
    reached: true,
    satisfaction: 5,
  });
  expect(actBody('feedback', { ...noValues(), reached: false, satisfaction: '5' })).toEqual({
    reached: false,
  });
  expect(actBody('note', noValues())).toBeUndefined();
  expect(actBody('note', { ...noValues(), milestone: 'located' })).toEqual({ milestone: 'located' });
  expect(actBody('resolve', noValues(), { dispute: true })).toEqual({ dispute: true });
});

it('keeps a filter in the address, and takes what it does not know for everything', () => {
  const filter = { stage: 'dispatched', region: '441223', type: 'outage' } as const;
  expect(readFilter(writeFilter(filter))).toEqual(filter);
  expect(readFilter('?stage=x&region=abc&type=y')).toEqual({ stage: 'open', region: '', type: '' });
  expect(writeFilter(readFilter(''))).toBe('');
  expect(Object.fromEntries(filterQuery({ stage: 'closed', region: '', type: '' }, 'c'))).toEqual({
    ...{ state: 'closed', stage: 'closed', limit: '100', counts: 'stages', cursor: 'c' },
  });
});

it('reports a fault at the narrowest place that was picked', () => {
  const values = { ...noNewValues(), words: ' 没有信号 ', county: '441223', town: '441223001', homes: '12' };
  expect(reportBody(values)).toEqual({
    ...{ area: '441223001', channel: 'hotline', words: '没有信号', escalated: false },
  });
  expect(handBody({ ...values, town: '', device: ' stb-1 ' })).toEqual({
    ...{ area: '441223', device: 'stb-1', severity: 'major', words: '没有信号', homes: 12 },
  });
});
