/** What must be told of a play of the emergency broadcast, by device ids. */
export interface WantedCampaign {
  ebmId: string;
  targeted: readonly string[];
  failing: readonly string[];
  mute: readonly string[];
}

/** What was told of it. */
export interface ToldCampaign {
  ebmId: string;
  targeted: number;
  succeeded: number;
  silentDevices: readonly { device: string }[];
  failedDevices: readonly { device: string }[];
}

/**
 * Holds the last that was told of each play against what happened: who was to play, who failed, and who
 * reported nothing. Answers what is wrong.
 */
export function judgeCampaigns(told: Iterable<ToldCampaign>, wanted: readonly WantedCampaign[]): string[] {
  const last = new Map([...told].map((campaign) => [campaign.ebmId, campaign]));
  return wanted.flatMap((want) => {
    const { ebmId, targeted, failing, mute } = want;
    const campaign = last.get(ebmId);
    if (!campaign) return [`nothing was told of the play ${ebmId}`];
    const succeeded = targeted.length - failing.length - mute.length;
    return [
      ...unequal(`${ebmId}: targeted`, campaign.targeted, targeted.length),
      ...unequal(`${ebmId}: succeeded`, campaign.succeeded, succeeded),
      ...unequal(`${ebmId}: silent`, listOf(campaign.silentDevices), listOf(mute)),
      ...unequal(`${ebmId}: failed`, listOf(campaign.failedDevices), listOf(failing)),
    ];
  });
}

function unequal(what: string, told: number | string, wanted: number | string): string[] {
  return told === wanted ? [] : [`${what}: ${told}, not ${wanted}`];
}

const listOf = (devices: readonly ({ device: string } | string)[]): string =>
  devices
    .map((each) => (typeof each === 'string' ? each : each.device))
    .sort()
    .join(' ');
