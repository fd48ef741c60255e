import type { DeviceClassName } from '@fengsui/config/contract';
import type { Column } from '../columns.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Campaign, Outcome } from './campaign.ts';
import { OUTCOMES, newCampaign } from './campaign.ts';

/** The latest plays. Ids come from outside: there are never more of them than `MOST`. */
export interface Campaigns {
  get(ebmId: string): Campaign | undefined;
  getOrBegin(ebmId: string, at: number): Campaign;
  /** Whoever is due by `at`, in the order in which they are due. */
  due(at: number): Campaign[];
  nextAt(): number | undefined;
  all(): Iterable<Campaign>;
  /** Those older than `ms` that were told, taken out. */
  takeOld(at: number, ms: number): Campaign[];
  keep(ids: readonly (readonly [index: number, id: string])[]): KeptCampaign[];
  restore(kept: readonly KeptCampaign[], fleet: Pick<Fleet, 'get'>): void;
}

export interface KeptCampaign extends Omit<Campaign, 'outcomes' | 'meant' | 'classes' | 'dueAt'> {
  classes: DeviceClassName[];
  dueAt: number | null;
  devices: Record<Exclude<Outcome, 'none'>, string[]>;
  meant: string[];
}

const MOST = 32;
const MOST_KEPT = 16;

export function createCampaigns(): Campaigns {
  const campaigns = new Map<string, Campaign>();

  /** The one that the fewest have reported, the oldest of them: a play that nobody else knows of. */
  function makeRoom(): void {
    if (campaigns.size < MOST) return;
    const [least] = [...campaigns.values()].sort((a, b) => a.reports - b.reports || a.startAt - b.startAt);
    if (least) campaigns.delete(least.ebmId);
  }

  function begin(ebmId: string, at: number): Campaign {
    makeRoom();
    const campaign = newCampaign(ebmId, at);
    campaigns.set(ebmId, campaign);
    return campaign;
  }

  return {
    get: (ebmId) => campaigns.get(ebmId),
    getOrBegin: (ebmId, at) => campaigns.get(ebmId) ?? begin(ebmId, at),
    due: (at) =>
      [...campaigns.values()]
        .filter(({ dueAt }) => dueAt !== undefined && dueAt <= at)
        .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0)),
    nextAt() {
      let next: number | undefined;
      for (const { dueAt } of campaigns.values()) {
        if (dueAt !== undefined && (next === undefined || dueAt < next)) next = dueAt;
      }
      return next;
    },
    all: () => campaigns.values(),
    takeOld(at, ms) {
      const old = [...campaigns.values()].filter(
        ({ isTold, lastReportAt }) => isTold && at - lastReportAt >= ms,
      );
      for (const { ebmId } of old) campaigns.delete(ebmId);
      return old;
    },
    keep: (ids) => [...campaigns.values()].slice(-MOST_KEPT).map((campaign) => keptOf(campaign, ids)),
    restore(kept, fleet) {
      for (const each of kept) campaigns.set(each.ebmId, restored(each, fleet));
    },
  };
}

function keptOf(campaign: Campaign, ids: readonly (readonly [number, string])[]): KeptCampaign {
  const { outcomes, meant, classes, dueAt, ...plain } = campaign;
  const meantIds = ids.filter(([index]) => meant.get(index) > 0).map(([, id]) => id);
  const devices: KeptCampaign['devices'] = { started: [], failed: [], success: [] };
  for (const [index, id] of ids) {
    const outcome = OUTCOMES[outcomes.get(index)] ?? 'none';
    if (outcome !== 'none') devices[outcome].push(id);
  }
  return { ...plain, classes: [...classes], dueAt: dueAt ?? null, devices, meant: meantIds };
}

function restored(kept: KeptCampaign, fleet: Pick<Fleet, 'get'>): Campaign {
  const { devices, meant: meantIds, classes, dueAt, ...plain } = kept;
  const { outcomes, meant } = newCampaign(kept.ebmId, kept.startAt);
  const put = (column: Column, ids: readonly string[], value: number): void => {
    for (const id of ids) {
      const state = fleet.get(id);
      if (state) column.set(state.index, value);
    }
  };
  for (const outcome of REPORTED) put(outcomes, devices[outcome], OUTCOMES.indexOf(outcome));
  put(meant, meantIds, 1);
  return { ...plain, outcomes, meant, classes: new Set(classes), dueAt: dueAt ?? undefined };
}

const REPORTED = ['started', 'failed', 'success'] as const;
