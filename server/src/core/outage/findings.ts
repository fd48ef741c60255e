import type { Affected, Scope } from '@fengsui/config/contract';
import type { Because, Finding } from '../incident/finding.ts';
import type { CauseEvidence } from './cause.ts';
import { judgeCause } from './cause.ts';
import { Status } from './columns.ts';
import { mattersAlone, severityAlone } from './kinds.ts';
import type { Outage } from './outage.ts';
import { outageSeverity } from './severity.ts';
import { tellStory } from './words.ts';
import type { World } from './world.ts';
import { devicesUnder } from './world.ts';

/** Tells an outage as it stands: where, how bad, why, and what speaks for it. */
export function createFindings(world: World): (outage: Outage) => Finding {
  const { plant, fleet, load, table } = world;
  const intervalOf = (index: number): number => table.columns.intervalMs[index] as number;
  const nameOf = (node: number): string => (node < 0 ? '' : plant.info(node).name || plant.info(node).id);

  function firstDevice({ lost }: Outage) {
    const [index] = lost.keys();
    return index === undefined ? undefined : fleet.at(index);
  }

  function scopeOf(outage: Outage): Scope {
    if (outage.shape === 'lone') return { kind: 'device', id: firstDevice(outage)?.id ?? '' };
    return { kind: outage.top === outage.node ? 'node' : 'segment', id: plant.info(outage.node).id };
  }

  /** A whole node takes everybody below it along, judged already or not; otherwise who is known to be lost. */
  function concerned(outage: Outage): Iterable<number> {
    return outage.shape === 'whole' && outage.goneAt === null ? activeUnder(outage.node) : outage.lost.keys();
  }

  function* activeUnder(node: number): Generator<number> {
    for (const index of devicesUnder(world, node)) {
      const status = table.columns.status[index];
      if (status !== Status.OFF && status !== Status.AWAY) yield index;
    }
  }

  function countAffected(outage: Outage): Affected & { warners: number } {
    const monitored = outage.shape === 'lone' ? 1 : load.devices(outage.node);
    const sum = { lost: outage.lost.size, monitored, homes: 0, population: 0, warners: 0 };
    for (const index of concerned(outage)) {
      const { homes, population } = world.people(fleet.at(index)?.id ?? '');
      sum.homes += homes;
      sum.population += population;
      if (mattersAlone(table.columns.kind[index] as number)) sum.warners++;
    }
    return sum;
  }

  /** Who was heard under the node above: that refutes it. */
  function refuted({ shape, top, firstDue }: Outage) {
    const above = shape === 'whole' ? plant.parent(top) : -1;
    if (above < 0 || world.evidence.lastHeardAt(above) < firstDue) return null;
    const device = fleet.at(world.evidence.lastHeardBy(above));
    if (!device) return null;
    return { node: plant.info(above).id, device: device.id, at: world.evidence.lastHeardAt(above) };
  }

  function because(outage: Outage, cause: CauseEvidence, affected: Affected): Because {
    const above = refuted(outage);
    const segmentTop = outage.top === outage.node || outage.shape === 'lone' ? null : nameOf(outage.top);
    const story = {
      shape: outage.shape,
      place: outage.shape === 'lone' ? (firstDevice(outage)?.name ?? '') : nameOf(outage.node),
      misses: outage.misses,
      lost: affected.lost,
      monitored: affected.monitored,
      survivors: Math.max(0, affected.monitored - affected.lost),
      returned: outage.returned,
      above: above && { place: nameOf(plant.find(above.node)), device: above.device },
      segmentTop,
      cause,
    };
    return {
      words: { ...tellStory(story) },
      ...evidenceOf(outage),
      ...(above && { refutes: above }),
      ...(segmentTop !== null && {
        segment: { from: plant.info(outage.top).id, to: plant.info(outage.node).id },
      }),
      cause: { ...cause },
      ...(cause.cause === 'BACKHAUL' && { outageMinutes: 0 }),
    };
  }

  return (outage) => {
    const { warners, ...affected } = countAffected(outage);
    const cause = judgeCause(outage, intervalOf);
    const kind = outage.node < 0 ? '' : plant.info(outage.node).kind;
    const device = firstDevice(outage);
    const isLone = outage.shape === 'lone';
    return {
      key: outage.key,
      type: isLone ? 'device_down' : 'outage',
      scope: scopeOf(outage),
      area: isLone || outage.node < 0 ? (device?.area ?? '') : plant.info(outage.node).area,
      since: outage.firstDue,
      severity: isLone ? severityAlone(device?.class) : outageSeverity(kind, affected.homes, warners),
      cause: cause.cause,
      affected,
      because: because(outage, cause, affected),
    };
  };
}

/** The figures that spoke for it when it was called. */
function evidenceOf({ shape, misses, score, threshold, firstDue, lastHeardAt, calledAt }: Outage): Because {
  return {
    rule: shape,
    misses,
    likelihood: round(score),
    needed: round(threshold),
    firstDue,
    ...(lastHeardAt !== null && { lastHeardAt }),
    calledAt,
  };
}

function round(x: number): number {
  return Math.round(x * 100) / 100;
}
