import { DEVICE_CLASSES } from '@fengsui/config/classes';
import { deviceTopic } from '@fengsui/config/contract';
import type { UplinkVerb } from '@fengsui/config/contract';
import type { Site, SiteDevice } from '../../site/model.ts';

/** The devices of a site by index: what about them never changes. */
export interface SimulatedFleet {
  size: number;
  rows: readonly SiteDevice[];
  index: ReadonlyMap<string, number>;
  /** T, ms. */
  periodMs: Float64Array;
  topic(device: number, verb: UplinkVerb): string;
}

const COUNTY_DIGITS = 6;

export function createSimulatedFleet(site: Pick<Site, 'devices'>): SimulatedFleet {
  const rows = [...site.devices.values()];
  const topicOf = ({ id, area }: SiteDevice, verb: UplinkVerb): string =>
    deviceTopic(area.slice(0, COUNTY_DIGITS), verb, id);
  const dataTopics = rows.map((row) => topicOf(row, 'data'));
  return {
    size: rows.length,
    rows,
    index: new Map(rows.map(({ id }, i) => [id, i])),
    periodMs: Float64Array.from(rows, (row) => (row.T ?? DEVICE_CLASSES[row.class].T) * 1_000),
    topic: (device, verb) =>
      verb === 'data' ? (dataTopics[device] ?? '') : topicOf(rowOf(rows, device), verb),
  };
}

/** The row of a device that is known to be there. */
export function rowOf(rows: readonly SiteDevice[], device: number): SiteDevice {
  const row = rows[device];
  if (!row) throw new Error(`there is no device ${device}`);
  return row;
}
