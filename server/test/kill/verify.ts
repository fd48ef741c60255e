import { join } from 'node:path';
import type { IncidentItem } from '@fengsui/config/contract';
import { IncidentPage, MAX_TIMELINE } from '@fengsui/config/contract';
import { openSqliteLedger } from '../../src/ledger/sqlite/index.ts';
import type { SeriesStore } from '../../src/series/port.ts';
import type { KeptIncident } from './account-incidents.ts';
import type { SampleAccount } from './account-samples.ts';
import { accountSamples } from './account-samples.ts';
import { METRIC } from './device.ts';
import type { Fleet } from './fleet.ts';

const MANY = 1_000_000;

/** What the server tells over HTTP, page after page. */
export async function listedIncidents(base: string): Promise<IncidentItem[]> {
  const items: IncidentItem[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await fetch(`${base}/api/v1/incidents?limit=20${from}`);
    const page = IncidentPage.parse(await answer.json());
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

/** What the ledger's file holds; nobody else may have it open. */
export function keptIncidents(data: string): KeptIncident[] {
  const ledger = openSqliteLedger(join(data, 'ledger.sqlite'));
  try {
    return ledger
      .incidents({ limit: MANY })
      .map((incident) => ({ incident, timeline: ledger.timeline(incident.id, MAX_TIMELINE) }));
  } finally {
    ledger.close();
  }
}

/** The account of every device, with the device's name before each of its samples. */
export async function accountFleet(store: SeriesStore, fleet: Fleet): Promise<SampleAccount> {
  const sum: SampleAccount = { missing: [], doubled: [], invented: [], altered: [] };
  for (const { about, ring } of fleet.devices) {
    const window = { device: about.id, from: 0, to: Date.now() + 3_600_000, limit: MANY };
    const beats = await store.beats(window);
    const points = await store.points({ ...window, metric: METRIC });
    const account = accountSamples(ring.entries(), { beats, points });
    for (const kind of ['missing', 'doubled', 'invented', 'altered'] as const)
      sum[kind].push(...account[kind].map((name) => `${about.id}/${name}`));
  }
  return sum;
}
