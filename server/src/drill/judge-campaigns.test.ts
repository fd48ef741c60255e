import { describe, expect, it } from 'vitest';
import type { ToldCampaign, WantedCampaign } from './judge-campaigns.ts';
import { judgeCampaigns } from './judge-campaigns.ts';

const want: WantedCampaign = { ebmId: 'e-1', targeted: ['a', 'b', 'c'], failing: ['b'], mute: ['c'] };
const told = (change: Partial<ToldCampaign> = {}): ToldCampaign => ({
  ebmId: 'e-1',
  targeted: 3,
  succeeded: 1,
  silentDevices: [{ device: 'c' }],
  failedDevices: [{ device: 'b' }],
  ...change,
});

describe('the judgement of a play', () => {
  it('holds when everybody is counted as what they were', () => {
    expect(judgeCampaigns([told()], [want])).toEqual([]);
  });

  it('goes by what was told last', () => {
    expect(judgeCampaigns([told({ succeeded: 0 }), told()], [want])).toEqual([]);
  });

  it('does not let silence pass for success, or for failure', () => {
    const faults = judgeCampaigns([told({ succeeded: 2, silentDevices: [] })], [want]);
    expect(faults).toEqual(['e-1: succeeded: 2, not 1', 'e-1: silent: , not c']);
  });

  it('misses a play that nothing was told of', () => {
    expect(judgeCampaigns([], [want])).toEqual(['nothing was told of the play e-1']);
  });
});
