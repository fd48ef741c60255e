import type { Campaign } from './campaign.ts';
import { isEmergency, isExercise } from './campaign.ts';
import type { MissedDevice, Reach } from './reach.ts';
import type { Targets } from './targets.ts';

/**
 * How far a play of the emergency broadcast reached, as it is known at `at`. Told again when late reports
 * change it. Of many silent devices the first 500 are listed; the count is always whole.
 */
export interface CampaignFact {
  at: number;
  kind: 'campaign';
  ebmId: string;
  type: number | null;
  level: number | null;
  /** EBM types 1 to 3: never counted as a real emergency. */
  exercise: boolean;
  emergency: boolean;
  startAt: number;
  targeted: number;
  succeeded: number;
  failed: number;
  silent: number;
  /** 到达率, numerator over denominator; null with fewer than five targets: too few to say. */
  reach: { numerator: number; denominator: number } | null;
  targets: { from: Targets['from']; area: string; away: number };
  /** Each needs a reason from a person; kept with the record of the play. */
  silentDevices: readonly (MissedDevice & { reasonRequired: true; reason: null })[];
  failedDevices: readonly MissedDevice[];
  words: { zh: string; en: string };
}

export const TOO_FEW = 5;
const LISTED = 500;

export function campaignFact(campaign: Campaign, targets: Targets, reach: Reach, at: number): CampaignFact {
  const { ebmId, type, level, startAt } = campaign;
  const { targeted, succeeded, failed, silent, silentDevices, failedDevices } = reach;
  const { from, area, away } = targets;
  return {
    at,
    kind: 'campaign',
    ebmId,
    type,
    level,
    exercise: isExercise(campaign),
    emergency: isEmergency(campaign),
    startAt,
    targeted,
    succeeded,
    failed,
    silent,
    reach: targeted < TOO_FEW ? null : { numerator: succeeded, denominator: targeted },
    targets: { from, area, away },
    silentDevices: silentDevices
      .slice(0, LISTED)
      .map((missed) => ({ ...missed, reasonRequired: true, reason: null })),
    failedDevices: failedDevices.slice(0, LISTED),
    words: campaignWords(campaign, targets, reach),
  };
}

export function campaignWords(
  campaign: Campaign,
  { from }: Targets,
  reach: Reach,
): { zh: string; en: string } {
  const { targeted, succeeded, failed, silent } = reach;
  const percent = targeted === 0 ? '' : ((succeeded / targeted) * 100).toFixed(1);
  const isDrill = isExercise(campaign);
  const zhTargets = from === 'list' ? '目标' : '（按在线终端推算的）目标';
  const enTargets = from === 'list' ? 'targeted' : 'that were online where it was played';
  return {
    zh: `${isDrill ? '演练' : '播发'} ${campaign.ebmId}：${zhTargets}${targeted}，成功${succeeded}，失败${failed}，无回报${silent}，到达率${percent}%（${succeeded}/${targeted}），无回报不计为成功`,
    en: `${isDrill ? 'Exercise' : 'Play'} ${campaign.ebmId}: of ${targeted} ${enTargets}, ${succeeded} succeeded, ${failed} failed, ${silent} reported nothing: ${percent} % reached (${succeeded} of ${targeted}); silence is not success`,
  };
}
