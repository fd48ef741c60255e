import { DeviceId, DevicePage, DeviceQuery, DeviceView } from '@fengsui/config/contract';
import { z } from 'zod';
import type { DeviceState } from '../core/device/state.ts';
import type { Fleet } from '../core/fleet/fleet.ts';
import { deviceView } from '../core/device/view.ts';
import type { Regions } from '../regions/regions.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

export function deviceRoutes(fleet: Fleet, regions: Regions): Route[] {
  return [
    route({
      method: 'get',
      path: '/devices',
      summary: 'Devices with their current state, in order of their ids, a page at a time',
      params: z.object({}),
      query: DeviceQuery,
      answer: DevicePage,
      run: ({ query }) => ({ body: page(fleet, regions, query) }),
    }),
    route({
      method: 'get',
      path: '/devices/{id}',
      summary: 'One device with its current state',
      params: z.object({ id: DeviceId }),
      query: z.strictObject({}),
      answer: DeviceView,
      statuses: [404],
      run: ({ params }) => ({ body: deviceView(deviceOr404(fleet, params.id)) }),
    }),
  ];
}

export function deviceOr404(fleet: Fleet, id: string): DeviceState {
  const state = fleet.get(id);
  if (!state) throw new HttpProblem(404, `There is no device ${id}.`);
  return state;
}

/** The cursor is the last id given: a page stays right while devices come and go. */
function page(fleet: Fleet, regions: Regions, query: DeviceQuery): DevicePage {
  const ids: string[] = [];
  for (const state of fleet.states()) {
    if ((query.cursor === undefined || state.id > query.cursor) && isWanted(state, query, regions))
      ids.push(state.id);
  }
  const wanted = ids.sort().slice(0, query.limit);
  const items = wanted.map((id) => deviceView(deviceOr404(fleet, id)));
  const last = wanted.at(-1);
  return ids.length > wanted.length && last !== undefined ? { items, next: last } : { items };
}

function isWanted(state: DeviceState, query: DeviceQuery, regions: Regions): boolean {
  if (query.region !== undefined && !regions.contains(query.region, state.area)) return false;
  if (query.class !== undefined && state.class !== query.class) return false;
  if (query.link !== undefined && state.link !== query.link) return false;
  return query.q === undefined || state.id.includes(query.q) || state.name.includes(query.q);
}
