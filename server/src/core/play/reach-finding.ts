import type { Severity } from '@fengsui/config/contract';
import type { Finding } from '../incident/finding.ts';
import type { MonitorSite } from '../monitor-site.ts';
import type { Campaign } from './campaign.ts';
import { isDaily, isExercise } from './campaign.ts';
import { TOO_FEW, campaignWords } from './campaign-fact.ts';
import type { Reach } from './reach.ts';
import type { Targets } from './targets.ts';

/** A reach below this is bad. */
const GOOD_REACH = 0.9;
const LISTED = 50;

export const reachKey = (ebmId: string): string => `campaign:${ebmId}`;

/**
 * Of derived targets only those count that answer and yet did not play: who is gone or silent has an
 * incident of its own. A list of targets counts as a whole.
 */
export function isBad({ targeted, succeeded, unexplained }: Reach, { from }: Targets): boolean {
  if (from === 'list') return targeted > 0 && succeeded < targeted * GOOD_REACH;
  return targeted >= TOO_FEW && unexplained > targeted * (1 - GOOD_REACH);
}

export function reachFinding(
  campaign: Campaign,
  targets: Targets,
  reach: Reach,
  people: MonitorSite['people'],
): Finding {
  const { targeted, succeeded, failed, silent, silentDevices, failedDevices } = reach;
  const missed = [...silentDevices, ...failedDevices];
  const sum = missed.map(({ device }) => people(device));
  return {
    key: reachKey(campaign.ebmId),
    type: 'silent_speaker',
    scope: { kind: 'area', id: targets.area },
    area: targets.area,
    since: campaign.startAt,
    severity: severityOf(campaign, targets),
    cause: 'UNKNOWN',
    affected: {
      lost: missed.length,
      monitored: targeted,
      homes: sum.reduce((total, { homes }) => total + homes, 0),
      population: sum.reduce((total, { population }) => total + population, 0),
    },
    because: {
      evidence: 'campaign_reach',
      ebmId: campaign.ebmId,
      ebmType: campaign.type,
      exercise: isExercise(campaign),
      reach: { numerator: succeeded, denominator: targeted },
      goodReach: GOOD_REACH,
      failed,
      silent,
      targets: { from: targets.from, away: targets.away },
      devices: missed.slice(0, LISTED).map(({ device, because }) => ({ device, because })),
      words: campaignWords(campaign, targets, reach),
    },
  };
}

const SEVERITIES: readonly Severity[] = ['major', 'minor', 'warning', 'info'];

/** An emergency that was not heard is grave, a daily programme less, a drill least; by guessed targets one less. */
function severityOf(campaign: Campaign, { from }: Targets): Severity {
  const rank = isExercise(campaign) ? 2 : isDaily(campaign) ? 1 : 0;
  return SEVERITIES[rank + (from === 'derived' ? 1 : 0)] ?? 'info';
}
