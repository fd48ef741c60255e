import { AreaCode, Health, RegionAnswer } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Regions } from '../regions/regions.ts';
import type { Site } from '../site/model.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

const EMPTY_MAP = { type: 'FeatureCollection', features: [] };

/** The whole of ourselves, the regions and their map. */
export function siteRoutes(site: Site, regions: Regions, health: () => Health): Route[] {
  return [
    route({
      method: 'get',
      path: '/health',
      summary: 'Whether every part of the server does its work; no login',
      params: z.object({}),
      query: z.object({}),
      answer: Health,
      statuses: [503],
      open: true,
      run() {
        const body = health();
        return { body, status: body.status === 'ok' ? 200 : 503 };
      },
    }),
    route({
      method: 'get',
      path: '/regions/{code}',
      summary: 'A region and those right below it: devices by link, and how many were ever heard',
      params: z.object({ code: AreaCode }),
      query: z.strictObject({}),
      answer: RegionAnswer,
      statuses: [404],
      run({ params: { code } }) {
        if (!regions.has(code)) throw new HttpProblem(404, `There is no region ${code}.`);
        return { body: regions.view(code) };
      },
    }),
    route({
      method: 'get',
      path: '/map',
      summary: 'The boundaries of the site as GeoJSON (WGS 84)',
      params: z.object({}),
      query: z.strictObject({}),
      answer: z.looseObject({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) }),
      run: () => ({
        body: (site.boundaries ?? EMPTY_MAP) as { type: 'FeatureCollection'; features: unknown[] },
      }),
    }),
  ];
}
