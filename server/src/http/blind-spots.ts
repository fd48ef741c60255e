import { BlindSpotAnswer, BlindSpotQuery } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Regions } from '../regions/regions.ts';
import type { BlindSpots } from '../weak-areas/blind-spots.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

export interface BlindSpotParts {
  blindSpots: Pick<BlindSpots, 'in'>;
  regions: Pick<Regions, 'top' | 'has'>;
}

const MAX_ITEMS = 5_000;

export function blindSpotRoutes({ blindSpots, regions }: BlindSpotParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/blind-spots',
      summary: 'Villages with people of which nothing is known: no probe, never heard, or silent for a day',
      params: z.strictObject({}),
      query: BlindSpotQuery,
      answer: BlindSpotAnswer,
      statuses: [404],
      run({ query: { region = regions.top } }) {
        if (!regions.has(region)) throw new HttpProblem(404, `There is no division ${region} in this site.`);
        const { items, ...counts } = blindSpots.in(region);
        return { body: { ...counts, items: items.slice(0, MAX_ITEMS) } };
      },
    }),
  ];
}
