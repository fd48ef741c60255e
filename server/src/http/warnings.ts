import { WarningList, WarningQuery } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Regions } from '../regions/regions.ts';
import type { WarningStore } from '../warnings/warning-store.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

export interface WarningRouteParts {
  store: Pick<WarningStore, 'all' | 'view'>;
  regions: Pick<Regions, 'contains'>;
}

const MAX_LISTED = 500;

export function warningRoutes({ store, regions: { contains } }: WarningRouteParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/warnings',
      summary:
        'Warnings of others (CAP 1.2) that concern this site, newest first; exercises and tests are shown as such',
      params: z.strictObject({}),
      query: WarningQuery,
      answer: WarningList,
      run({ query: { region, state } }) {
        // A warning for a wider division concerns the region as well.
        const concerns = (other: string): boolean =>
          region === undefined || contains(region, other) || contains(other, region);
        const items = store
          .all()
          .filter(({ parts }) => region === undefined || parts.some(({ regions }) => regions.some(concerns)))
          .map(store.view)
          .filter((warning) => state === undefined || warning.state === state)
          .slice(0, MAX_LISTED);
        return { body: { items } };
      },
    }),
  ];
}
