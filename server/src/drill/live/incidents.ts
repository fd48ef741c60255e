import type { IncidentFact } from '@fengsui/config/contract';
import { IncidentPage } from '@fengsui/config/contract';

const MAX_PAGES = 50;

/**
 * The incidents that an instance tells over HTTP, as the facts that they say of themselves; undefined
 * where this build has no such list. Throws when the instance cannot be asked.
 */
export async function askIncidents(base: string): Promise<IncidentFact[] | undefined> {
  const facts: IncidentFact[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const response = await fetch(`${base}/api/v1/incidents?state=all${query}`);
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`the incidents cannot be read: HTTP ${response.status}`);
    const { items, next } = IncidentPage.parse(await response.json());
    for (const item of items) facts.push(...factsOf(item));
    cursor = next;
    if (cursor === undefined) break;
  }
  return facts;
}

/** An incident as it stands → when it opened, came back and recovered. */
function factsOf(item: IncidentPage['items'][number]): IncidentFact[] {
  const { openedAt, recoveredAt, reopened } = item;
  const fact = (change: IncidentFact['change'], at: number): IncidentFact => ({
    ...item,
    kind: 'incident',
    change,
    at,
  });
  return [
    fact('opened', openedAt),
    ...Array.from({ length: reopened }, () => fact('reopened', openedAt)),
    ...(recoveredAt === null ? [] : [fact('recovered', recoveredAt)]),
  ];
}
