import type { Actor, FieldBatch as Batch, FieldBatchDetail as Detail } from '@fengsui/config/contract';
import {
  FieldBatch,
  FieldBatchDetail,
  FieldBatchList,
  FieldImportQuery,
  RecordId,
} from '@fengsui/config/contract';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Regions } from '../regions/regions.ts';
import type { Site } from '../site/model.ts';
import type { AreaAt } from '../works/area-at.ts';
import { createAreaAt } from '../works/area-at.ts';
import type { FieldRead } from '../works/field-csv.ts';
import { readFieldTests } from '../works/field-csv.ts';
import type { FieldTests } from '../works/field-tests.ts';
import { fieldTestsCsv } from './field-tests-csv.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

export interface FieldTestParts {
  fieldTests: FieldTests;
  site: Pick<Site, 'boundaries'>;
  regions: Pick<Regions, 'has'>;
  clock: Pick<Clock, 'now'>;
  /** Whoever is named as having done it; throws where nobody is called so. Without a name, who signed in. */
  actorOf(by: string | undefined, signedIn: Actor): Actor;
}

const NOTHING = z.strictObject({});
const byId = z.strictObject({ id: RecordId });
const MAX_FILE_BYTES = 1024 * 1024;

export function fieldTestRoutes(parts: FieldTestParts): Route[] {
  const { fieldTests } = parts;
  return [
    route({
      method: 'get',
      path: '/field-tests',
      summary: 'Batches of drive and walk tests, what was handed in last first',
      params: NOTHING,
      query: NOTHING,
      answer: FieldBatchList,
      run: () => ({ body: { items: fieldTests.batches() } }),
    }),
    importRoute(parts, createAreaAt(parts.site.boundaries)),
    ...oneRoutes(parts),
  ];
}

function importRoute({ fieldTests, regions, clock, actorOf }: FieldTestParts, areaAt: AreaAt): Route {
  return route({
    method: 'post',
    path: '/field-tests',
    summary:
      'Hands in drive or walk tests as CSV (time, lon, lat, area, ok, down_mbps, levels by their metric); all of it or, with every fault named, nothing',
    params: NOTHING,
    query: FieldImportQuery,
    body: z.instanceof(Uint8Array),
    media: 'text/csv',
    maxBody: MAX_FILE_BYTES,
    answer: FieldBatch,
    statuses: [409, 413, 415],
    run({ query: { name, by }, body: bytes, actor }) {
      const who = actorOf(by, actor);
      const at = clock.now();
      const tests = testsOr400(readFieldTests(bytes, { hasArea: regions.has, areaAt, now: at }));
      const added = fieldTests.add({ name, bytes, tests }, who, at);
      if (added === 'full')
        throw new HttpProblem(409, 'As many field tests are kept as may be; take old batches away first.');
      if ('same' in added) throw sameFile(added.same);
      return { body: added.kept, status: 201 };
    },
  });
}

function oneRoutes({ fieldTests, clock }: FieldTestParts): Route[] {
  const batchOr404 = (id: string): Detail => {
    const batch = fieldTests.batch(id);
    if (!batch) throw unknown(id);
    return batch;
  };
  const head = { path: '/field-tests/{id}', params: byId, query: NOTHING, statuses: [404] };
  return [
    route({
      ...head,
      method: 'get',
      summary: 'A batch of field tests with all of its rows; as text/csv in the form it can be handed in',
      answer: FieldBatchDetail,
      run: ({ params: { id } }) => ({ body: batchOr404(id) }),
      async *csv({ params: { id } }) {
        yield* fieldTestsCsv(batchOr404(id).tests);
      },
    }),
    route({
      ...head,
      method: 'delete',
      summary: 'Takes a batch of field tests away; no figure counts it any more; answers what it was',
      answer: FieldBatch,
      run({ params: { id }, actor }) {
        const batch = fieldTests.remove(id, actor, clock.now());
        if (!batch) throw unknown(id);
        return { body: batch };
      },
    }),
  ];
}

const unknown = (id: string): HttpProblem => new HttpProblem(404, `There is no batch of field tests ${id}.`);

const sameFile = ({ id, name, at }: Batch): HttpProblem =>
  new HttpProblem(409, `This very file was handed in already, as ${id}.`, undefined, {
    reason: 'same_file',
    evidence: { id, name, at },
  });

function testsOr400(read: FieldRead) {
  if (read.ok) return read.tests;
  const errors = read.faults.map(({ line, column, message }) => {
    return { path: column === undefined ? `line ${line}` : `line ${line} column ${column}`, message };
  });
  const more = read.more > 0 ? ` (the first ${errors.length}; there are ${read.more} more)` : '';
  throw new HttpProblem(400, `Nothing was taken: the file has faults; see errors${more}.`, errors);
}
