import type { Json } from '@fengsui/config/contract';
import type { PartRule } from './rule.ts';

interface VersionFigures {
  model: string;
  fw: string;
  devices: number;
  cold: number;
  watchdog: number;
  notBack: number;
}

interface Kept {
  versions: VersionFigures[];
  waves: { notBack: string[] }[];
  called: string[];
}

/**
 * Rollouts and faults are counted by version over the whole fleet: they stay where they were counted.
 * How many devices run a version goes with the devices.
 */
export const rebootRule: PartRule = {
  split(kept, border) {
    const { versions, waves, called } = kept as unknown as Kept;
    const going = countBy(border.versions);
    const left: Kept = {
      versions: versions.map((own) => ({
        ...own,
        devices: Math.max(0, own.devices - (going.get(nameOf(own)) ?? 0)),
      })),
      waves: waves.map((wave) => ({ ...wave, notBack: wave.notBack.filter((id) => !border.device(id)) })),
      called,
    };
    const moved = versions
      .filter((own) => going.has(nameOf(own)))
      .map(({ model, fw }) => ({ ...none(model, fw), devices: going.get(nameOf({ model, fw })) ?? 0 }));
    return { left: asJson(left), taken: asJson({ versions: moved, waves: [], called: [] }) };
  },
  join(mine, taken) {
    if (mine === undefined) return taken;
    const own = mine as unknown as Kept;
    const versions = new Map(own.versions.map((each) => [nameOf(each), each]));
    for (const { model, fw, devices } of (taken as unknown as Kept).versions) {
      const before = versions.get(nameOf({ model, fw })) ?? none(model, fw);
      versions.set(nameOf(before), { ...before, devices: before.devices + devices });
    }
    return asJson({ ...own, versions: [...versions.values()] });
  },
};

const asJson = (kept: Kept): Json => kept as unknown as Json;
const nameOf = ({ model, fw }: { model: string; fw: string }): string => JSON.stringify([model, fw]);

function none(model: string, fw: string): VersionFigures {
  return { model, fw, devices: 0, cold: 0, watchdog: 0, notBack: 0 };
}

function countBy(versions: readonly { model: string; fw: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const version of versions) counts.set(nameOf(version), (counts.get(nameOf(version)) ?? 0) + 1);
  return counts;
}
