import type { Json } from '@fengsui/config/contract';
import type { Detector, Observed } from '../detector.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Report } from '../incident/finding.ts';
import { NOTHING_TO_REPORT } from '../incident/finding.ts';
import type { MonitorSite } from '../monitor-site.ts';
import { isBroadcaster } from '../speaker/claim.ts';
import type { Campaign } from './campaign.ts';
import { note } from './campaign.ts';
import type { CampaignFact } from './campaign-fact.ts';
import { campaignFact } from './campaign-fact.ts';
import type { KeptCampaign } from './campaigns.ts';
import { createCampaigns } from './campaigns.ts';
import { playReport } from './play-event.ts';
import { reachOf } from './reach.ts';
import { isBad, reachFinding, reachKey } from './reach-finding.ts';
import { freezeTargets, targetsOf } from './targets.ts';

/** Whom a play is meant for: ids, or all loudspeakers of some divisions. */
export interface PlayTarget {
  ebmId: string;
  type?: number;
  level?: number;
  devices?: readonly string[];
  areas?: readonly string[];
}

export interface PlayDetector extends Detector {
  /** Says whom a play is meant for; without it, that is derived from who was online where it was played. */
  target(at: number, target: PlayTarget): void;
  /** What is known of a play by now. */
  campaign(ebmId: string, at: number): CampaignFact | undefined;
}

interface PlayParts {
  fleet: Pick<Fleet, 'at' | 'get' | 'states'>;
  site: Pick<MonitorSite, 'chain' | 'people' | 'top'>;
  /** Plays in silence: it counts as not reached. */
  isSilent(device: string): boolean;
}

interface Kept {
  campaigns: KeptCampaign[];
}

const DAY_MS = 86_400_000;
const MOST_TARGETS = 200_000;

/**
 * How far plays of the emergency broadcast reach, by what terminals report and by what they do not.
 * Needs `play_start` and `play_end` events with `ebm_id`, `type` and `result`. Reports count while
 * nothing else can be seen too: they are the truth, whenever they come.
 */
export function createPlayDetector({ fleet, site, isSilent }: PlayParts): PlayDetector {
  const campaigns = createCampaigns();
  /** Loudspeakers and their like that were heard. */
  const broadcasters = new Set<number>();

  function assess(campaign: Campaign, at: number) {
    const targets = targetsOf(campaign, broadcasters, { fleet, chain: site.chain, top: site.top });
    const reach = reachOf(campaign, targets, isSilent);
    return { targets, reach, fact: campaignFact(campaign, targets, reach, at) };
  }

  function judge(campaign: Campaign, at: number): Report[] {
    const { targets, reach, fact } = assess(campaign, at);
    freezeTargets(campaign, targets);
    campaign.dueAt = undefined;
    campaign.isTold = true;
    if (reach.targeted === 0) return [];
    const told = { kind: 'campaign', at, fact } as const;
    if (isBad(reach, targets)) {
      campaign.isCalled = true;
      return [told, { kind: 'found', at, finding: reachFinding(campaign, targets, reach, site.people) }];
    }
    if (!campaign.isCalled) return [told];
    campaign.isCalled = false;
    const because = { lateReports: true, reach: { ...fact.reach } };
    return [told, { kind: 'withdrawn', at, key: reachKey(campaign.ebmId), because }];
  }

  function letGo({ ebmId, isCalled }: Campaign, at: number): Report[] {
    return isCalled ? [{ kind: 'gone', at, key: reachKey(ebmId), because: { recordKept: true } }] : [];
  }

  function hear(observed: Observed): void {
    const report = playReport(observed);
    if (!report) return;
    note(campaigns.getOrBegin(report.ebmId, observed.sentAt), observed.state, report, observed.at);
  }

  function listed({ devices = [], areas = [] }: PlayTarget): string[] {
    const ids = new Set(devices);
    if (areas.length > 0) {
      for (const state of fleet.states()) {
        if (!isBroadcaster(state)) continue;
        if (site.chain(state.area).some((code) => areas.includes(code))) ids.add(state.id);
      }
    }
    return [...ids].slice(0, MOST_TARGETS);
  }

  return {
    observe(observed) {
      if (!isBroadcaster(observed.state)) return NOTHING_TO_REPORT;
      if (!broadcasters.has(observed.state.index)) broadcasters.add(observed.state.index);
      if (observed.message.verb === 'event') hear(observed);
      return NOTHING_TO_REPORT;
    },
    nextWakeAt: campaigns.nextAt,
    advance(at) {
      const reports = campaigns.due(at).flatMap((campaign) => judge(campaign, at));
      return [...reports, ...campaigns.takeOld(at, DAY_MS).flatMap((campaign) => letGo(campaign, at))];
    },
    sighted(at) {
      for (const campaign of campaigns.all()) {
        // What was said meanwhile is still on its way.
        if (campaign.dueAt !== undefined) campaign.dueAt = Math.max(campaign.dueAt, at + 5 * 60_000);
      }
      return NOTHING_TO_REPORT;
    },
    target(at, target) {
      const campaign = campaigns.getOrBegin(target.ebmId, at);
      campaign.list = listed(target);
      campaign.type ??= target.type ?? null;
      campaign.level ??= target.level ?? null;
      if (campaign.isTold) campaign.dueAt = at;
    },
    campaign(ebmId, at) {
      const campaign = campaigns.get(ebmId);
      return campaign && assess(campaign, at).fact;
    },
    keep() {
      const ids = [...broadcasters].map((index) => [index, fleet.at(index)?.id ?? ''] as const);
      return { campaigns: campaigns.keep(ids) } satisfies Kept as unknown as Json;
    },
    restore(kept) {
      for (const state of fleet.states()) {
        if (isBroadcaster(state) && state.lastSeenAt !== null) broadcasters.add(state.index);
      }
      campaigns.restore((kept as unknown as Kept).campaigns, fleet);
    },
  };
}
