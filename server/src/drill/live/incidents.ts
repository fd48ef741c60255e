import type { JudgedFact } from '../judge.ts';
import { Cause, IncidentType, Scope, Severity } from '@fengsui/config/contract';
import { z } from 'zod';

const MAX_PAGES = 50;

/** What a judgement needs of an incident. */
const Item = z.object({
  id: z.string(),
  type: IncidentType,
  scope: Scope,
  severity: Severity,
  cause: Cause,
  openedAt: z.number(),
  recoveredAt: z.number().nullable(),
  reopened: z.number(),
});
const Page = z.object({ items: z.array(Item), next: z.string().optional() });

/**
 * The incidents that an instance tells over HTTP, as the facts that they say of themselves; undefined
 * where this build has no such list. Throws when the instance cannot be asked.
 */
export async function askIncidents(base: string): Promise<JudgedFact[] | undefined> {
  const facts: JudgedFact[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const response = await fetch(`${base}/api/v1/incidents?state=all${query}`);
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`the incidents cannot be read: HTTP ${response.status}`);
    const { items, next } = Page.parse(await response.json());
    for (const item of items) facts.push(...factsOf(item));
    cursor = next;
    if (cursor === undefined) break;
  }
  return facts;
}

/** An incident as it stands → when it opened, came back and recovered. */
function factsOf(item: z.infer<typeof Item>): JudgedFact[] {
  const { openedAt, recoveredAt, reopened } = item;
  const fact = (change: JudgedFact['change'], at: number): JudgedFact => ({
    ...item,
    change,
    at,
  });
  return [
    fact('opened', openedAt),
    ...Array.from({ length: reopened }, () => fact('reopened', openedAt)),
    ...(recoveredAt === null ? [] : [fact('recovered', recoveredAt)]),
  ];
}
