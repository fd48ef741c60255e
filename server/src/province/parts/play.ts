import type { Json } from '@fengsui/config/contract';
import type { PartRule } from './rule.ts';

/** A play of the emergency broadcast as its detector keeps it: lists of device ids. */
interface KeptPlay {
  ebmId: string;
  list: readonly string[] | null;
  devices: { started: string[]; failed: string[]; success: string[] };
  meant: string[];
  isCalled: boolean;
}

interface Kept {
  campaigns: KeptPlay[];
}

const keyOf = ({ ebmId }: KeptPlay): string => `campaign:${ebmId}`;

/** A play concerns many counties: each server keeps it with its own terminals. */
export const playRule: PartRule = {
  split(kept, border) {
    const { campaigns } = kept as unknown as Kept;
    const isGoing = (id: string): boolean => border.device(id);
    const going = campaigns.map((play) => only(play, isGoing, (border.key(keyOf(play)) === true) === true));
    const staying = campaigns.map((play) =>
      only(play, (id) => !isGoing(id), (border.key(keyOf(play)) !== true) === true),
    );
    return { left: asJson(staying), taken: asJson(going.filter(hasDevices)) };
  },
  join(mine, taken) {
    const plays = new Map<string, KeptPlay>();
    const all = [...((mine ?? { campaigns: [] }) as unknown as Kept).campaigns, ...campaignsOf(taken)];
    for (const play of all) plays.set(play.ebmId, together(plays.get(play.ebmId), play));
    return asJson([...plays.values()]);
  },
};

const asJson = (campaigns: KeptPlay[]): Json => ({ campaigns }) as unknown as Json;
const campaignsOf = (kept: Json): KeptPlay[] => (kept as unknown as Kept).campaigns;

function only(play: KeptPlay, isOurs: (id: string) => boolean, hasIncident: boolean): KeptPlay {
  const { started, failed, success } = play.devices;
  return {
    ...play,
    list: play.list && play.list.filter(isOurs),
    devices: {
      started: started.filter(isOurs),
      failed: failed.filter(isOurs),
      success: success.filter(isOurs),
    },
    meant: play.meant.filter(isOurs),
    isCalled: play.isCalled && hasIncident,
  };
}

function hasDevices({ devices: { started, failed, success }, list, meant }: KeptPlay): boolean {
  return started.length + failed.length + success.length + meant.length + (list?.length ?? 0) > 0;
}

function together(mine: KeptPlay | undefined, other: KeptPlay): KeptPlay {
  if (!mine) return other;
  const [a, b] = [mine.devices, other.devices];
  return {
    ...mine,
    list: mine.list || other.list ? [...(mine.list ?? []), ...(other.list ?? [])] : null,
    devices: {
      started: [...a.started, ...b.started],
      failed: [...a.failed, ...b.failed],
      success: [...a.success, ...b.success],
    },
    meant: [...mine.meant, ...other.meant],
    isCalled: mine.isCalled || other.isCalled,
  };
}
