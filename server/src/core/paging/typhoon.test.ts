import type { Incident, OutboxMessage, PageFact } from '@fengsui/config/contract';
import { expect, it } from 'vitest';
import type { CallKind, PagerOutcome } from './model.ts';
import { createPager } from './pager.ts';
import { TEN_O_CLOCK, call, incident, person, smallWorld } from './small-world.ts';

const MIN = 60_000;
/** 08:00 on the clock of the site. */
const EIGHT = TEN_O_CLOCK - 120 * MIN;
const ENGINEER = person('engineer');
const LEAD = person('lead');

/**
 * A typhoon at response level I takes the power of three townships in waves, 08:10, 08:40, 09:25; six sites in
 * each go to battery and die later, one generator does not start, and all comes back in the afternoon.
 */
function typhoon(): { messages: OutboxMessage[]; facts: PageFact[]; incidents: Set<string> } {
  const world = smallWorld();
  world.responseLevel = 'I';
  const pager = createPager(world);
  const all = { messages: [] as OutboxMessage[], facts: [] as PageFact[], incidents: new Set<string>() };
  const add = ({ facts, messages }: PagerOutcome): void => {
    all.facts.push(...facts);
    all.messages.push(...messages);
  };
  const plan: { min: number; about: CallKind; of: Incident }[] = [];
  [10, 40, 85].forEach((min, wave) => {
    const area = `44122410${wave}`;
    const town = incident(`town-${wave}`, { type: 'power', scope: { kind: 'area', id: area }, area });
    plan.push({ min, about: 'opened', of: town }, { min: 420 + 10 * wave, about: 'recovered', of: town });
    for (let site = 0; site < 6; site++) {
      const of = incident(`site-${wave}-${site}`, { type: 'power', severity: 'minor', area });
      world.above.set(of.id, { id: town.id, scope: town.scope });
      plan.push({ min: min + 2 + site, about: 'opened', of });
      plan.push({ min: 400 + 10 * wave + site, about: 'recovered', of });
    }
  });
  const generator = incident('generator', { severity: 'critical', area: '441224100' });
  plan.push({ min: 150, about: 'opened', of: generator }, { min: 160, about: 'escalated', of: generator });
  plan.push({ min: 300, about: 'recovered', of: generator });
  for (const { min, about, of } of plan.sort((a, b) => a.min - b.min)) {
    const now = EIGHT + min * MIN;
    add(pager.advance(now));
    const stands = { ...of, state: about === 'recovered' ? ('recovered' as const) : ('open' as const) };
    world.incidents.set(of.id, stands);
    all.incidents.add(of.id);
    const persons = about === 'escalated' ? [LEAD] : [ENGINEER];
    add(pager.call(call(now, about, stands, { persons, step: about === 'escalated' ? 1 : 0 })));
  }
  add(pager.advance(EIGHT + 24 * 60 * MIN));
  return all;
}

it('a typhoon that takes three townships ends with fewer than twenty pages, each explained', () => {
  const { messages, facts, incidents } = typhoon();
  expect(messages.length).toBeLessThan(20);
  expect(
    messages
      .filter(({ incidents: of }) => of.includes('generator'))
      .map(({ person: to, about }) => [to, about]),
  ).toEqual([
    ['engineer', 'opened'],
    ['lead', 'escalated'],
    ['engineer', 'recovered'],
    ['lead', 'recovered'],
  ]);
  for (const id of incidents) expect(facts.some((fact) => fact.id === id)).toBe(true);
  for (const { id, incidents: of } of messages)
    for (const each of of) expect(facts.some((fact) => fact.message === id && fact.id === each)).toBe(true);
});

it('a township without power calls for all its sites, which are called for by no page of their own', () => {
  const { messages, facts } = typhoon();
  const told = new Set(messages.flatMap(({ incidents }) => incidents));
  expect([...told].sort()).toEqual(['generator', 'town-0', 'town-1', 'town-2']);
  const site = facts.filter(({ id }) => id === 'site-1-3');
  expect(site.map(({ because }) => because['reason'])).toEqual([
    'explained_by',
    'recovered_before_anybody_was_called',
    'nobody_was_told',
  ]);
});
