import { expect } from 'vitest';
import { accountFaults, doubledIncidents, forgotten, timelineFaults } from './account-incidents.ts';
import {
  accountDeliveries,
  brokenPromises,
  deedFaults,
  numberingFaults,
  orderFaults,
  unexplained,
} from './account-pages.ts';
import type { Outcome } from './campaign.ts';

const NOTHING = new Set<string>();

/** Every sample that was sent is in the store once, as it was sent, and nothing else is. */
export function expectSamplesWhole({ samples }: Outcome): void {
  expect(samples).toEqual({ missing: [], doubled: [], invented: [], altered: [] });
}

/** Nobody was shown an incident that is not kept; none is there twice; each tells one story from its opening on. */
export function expectIncidentsWhole({ kept, seen, faults }: Outcome): void {
  expect(kept.flatMap(timelineFaults)).toEqual([]);
  expect(doubledIncidents(kept)).toEqual([]);
  expect(forgotten(seen.values(), kept)).toEqual([]);
  const scopesOf = (id: string) => seen.get(id)?.scopes ?? NOTHING;
  expect(accountFaults(faults, kept, scopesOf)).toEqual({ wrongCount: [], unfounded: [] });
}

/** What is told over HTTP, what is shown live and what the ledger's file holds is the same. */
export function expectListsAgree({ listed, live, kept }: Outcome): void {
  const ids = listed.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const byId = new Map(kept.map((one) => [one.incident.id, one.incident]));
  for (const { id, type, state, openedAt, since } of listed) {
    // What the server says of itself goes on with the machine's load while it is looked at.
    const stands = type === 'platform' ? {} : { state, since };
    expect(byId.get(id)).toMatchObject({ id, type, openedAt, ...stands });
  }
  const latest = Math.max(0, ...listed.map(({ openedAt }) => openedAt));
  expect(kept.filter(({ incident }) => incident.openedAt <= latest)).toHaveLength(listed.length);
  const isLive = ({ state }: { state: string }) => state === 'open' || state === 'recovered';
  const shown = listed.filter(isLive).map(({ id }) => id);
  expect([...live].sort()).toEqual(shown.sort());
}

/** Every incident is explained, every message is delivered in order, and none twice but for a kill. */
export function expectPagesWhole({ pages, serverKills }: Outcome): void {
  expect(numberingFaults(pages)).toEqual([]);
  expect(unexplained(pages)).toEqual([]);
  expect(brokenPromises(pages)).toEqual([]);
  expect(accountDeliveries(pages, pages.deliveries, serverKills)).toEqual({
    neverTaken: [],
    stuck: [],
    invented: [],
    doubled: [],
    altered: [],
  });
  expect(orderFaults(pages, pages.deliveries)).toEqual([]);
  expect(deedFaults(pages, pages.deeds)).toEqual([]);
  // Otherwise nothing has been shown.
  expect(pages.messages.some(({ state }) => state === 'sent')).toBe(true);
  expect(pages.deeds.some(({ status }) => status === 200)).toBe(true);
}
