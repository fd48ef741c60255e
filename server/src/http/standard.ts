import { isDeepStrictEqual } from 'node:util';
import type { Json } from '@fengsui/config/contract';
import { ServiceStandard, StandardAnswer } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { standardFrom } from '../core/service/standard-from.ts';
import type { KeptRecord, Records } from '../ledger/records/port.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

export interface StandardParts {
  records: Pick<Records, 'get' | 'put' | 'history'>;
  clock: Pick<Clock, 'now'>;
  /** What is promised is another now. */
  onChange?(standard: ServiceStandard): void;
}

const WHERE = { kind: 'standard', id: 'current' } as const;
const MAX_BODY_BYTES = 512 * 1024;
const MAX_VERSIONS = 200;

const PutQuery = z.strictObject({
  /** Only if this is the version that stands: 0 for the built-in one. */
  version: z.coerce.number().int().min(0).optional(),
});

export function standardRoutes(parts: StandardParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/service-standard',
      summary: 'What the operator promises: profiles, and which incident gets which',
      params: z.object({}),
      query: z.strictObject({}),
      answer: StandardAnswer,
      run: () => ({ body: answer(parts.records.get(WHERE.kind, WHERE.id)) }),
    }),
    route({
      method: 'put',
      path: '/service-standard',
      summary: 'Puts another standard in its place; incidents that are open keep the promises they have',
      params: z.object({}),
      query: PutQuery,
      body: ServiceStandard,
      maxBody: MAX_BODY_BYTES,
      answer: StandardAnswer,
      statuses: [409, 413],
      run({ body, query, actor }) {
        refuseOtherUnderOneName(parts, body);
        const at = parts.clock.now();
        const kept = parts.records.put({
          ...WHERE,
          value: body as Json,
          by: actor,
          at,
          version: query.version,
        });
        if (kept === 'changed_meanwhile')
          throw new HttpProblem(409, 'Somebody has changed the standard meanwhile; read it again.');
        parts.onChange?.(body);
        return { body: answer(kept) };
      },
    }),
  ];
}

function answer(kept: KeptRecord | undefined): StandardAnswer {
  const { version = 0, at = null, by } = kept ?? {};
  return { standard: standardFrom(kept?.value), version, at, by: by?.name ?? null };
}

/** Reports name a standard by its version: two different ones of one name could not be told apart. */
function refuseOtherUnderOneName({ records }: StandardParts, { version, ...rest }: ServiceStandard): void {
  const versions = records
    .history(WHERE.kind, WHERE.id, MAX_VERSIONS)
    .map(({ value }) => standardFrom(value));
  const isAnother = [standardFrom(undefined), ...versions].some(
    ({ version: known, ...other }) => known === version && !isDeepStrictEqual(other, rest),
  );
  if (isAnother) throw new HttpProblem(409, `There is another standard of version ${version}.`);
}
