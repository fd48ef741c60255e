import type { DeviceClassName } from '@fengsui/config/contract';
import type { PlantNode, Site, SiteDevice } from '../site/model.ts';

// A site for tests: hubs, PONs under them, splitters under these, with devices in the proportions of a village.

const AREA = '441284';

const nodeOf = (id: string, parent: string | undefined, kind: string): PlantNode => ({
  id,
  parent,
  kind,
  name: id,
  area: AREA,
  lon: undefined,
  lat: undefined,
});

const deviceOf = (id: string, name: DeviceClassName, node: string): SiteDevice => ({
  id,
  class: name,
  node,
  area: AREA,
  name: id,
  lon: undefined,
  lat: undefined,
  T: undefined,
  homes: 1,
  population: 3,
});

/** `ponsEach` PONs under each of `hubs` hubs, each with 3 speakers, 6 terminals and 6 boxes. */
export function smallFleet(hubs = 2, ponsEach = 2): Pick<Site, 'plant' | 'devices'> {
  const plant = [nodeOf('core', undefined, 'headend')];
  const devices: SiteDevice[] = [];
  for (let h = 1; h <= hubs; h++) {
    plant.push(nodeOf(`hub-${h}`, 'core', 'hub'));
    devices.push(deviceOf(`site-${h}`, 'site', `hub-${h}`));
    for (let p = 1; p <= ponsEach; p++) addPon(`${h}-${p}`, `hub-${h}`, plant, devices);
  }
  return {
    plant: new Map(plant.map((node) => [node.id, node])),
    devices: new Map(devices.map((device) => [device.id, device])),
  };
}

function addPon(name: string, hub: string, plant: PlantNode[], devices: SiteDevice[]): void {
  plant.push(nodeOf(`pon-${name}`, hub, 'pon'));
  for (let i = 1; i <= 3; i++) devices.push(deviceOf(`eb-${name}-${i}`, 'eb_speaker', `pon-${name}`));
  for (let s = 1; s <= 2; s++) {
    const splitter = `spl-${name}-${s}`;
    plant.push(nodeOf(splitter, `pon-${name}`, 'splitter'));
    for (let i = 1; i <= 3; i++) {
      devices.push(deviceOf(`onu-${name}-${s}${i}`, 'onu', splitter));
      devices.push(deviceOf(`stb-${name}-${s}${i}`, 'stb', splitter));
    }
  }
}
