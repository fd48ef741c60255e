import type { RankingQuery, WatchBody, WorkBody } from '@fengsui/config/contract';
import {
  BlindSpotAnswer,
  EffectAnswer,
  FieldBatch,
  FieldBatchList,
  RankingAnswer,
  RegionAnswer,
  WeakAreaList,
  WeekAnswer,
  Work,
  WorkList,
} from '@fengsui/config/contract';
import { z } from 'zod';
import type { Answer } from '../http/get-json.ts';
import { getJson } from '../http/get-json.ts';
import type { Sent } from '../http/send-json.ts';
import { sendCsv, sendJson } from '../http/send-json.ts';

/** What a call says that watches or gives up an area: the list is read again after it. */
const Named = z.object({ id: z.string() });
export type Named = z.infer<typeof Named>;

export interface WeekRequest {
  id: string;
  /** '' for the level that most devices measure. */
  metric: string;
  /** ms since 1970. */
  from: number;
  to: number;
}
export interface RankingRequest {
  region: string;
  level: RankingQuery['level'];
  weeks: number;
}

export interface WeakAreasApi {
  areas(region: string, signal: AbortSignal): Promise<Answer<WeakAreaList>>;
  week(request: WeekRequest, signal: AbortSignal): Promise<Answer<WeekAnswer>>;
  ranking(request: RankingRequest, signal: AbortSignal): Promise<Answer<RankingAnswer>>;
  blindSpots(region: string, signal: AbortSignal): Promise<Answer<BlindSpotAnswer>>;
  works(region: string, signal: AbortSignal): Promise<Answer<WorkList>>;
  effect(id: string, signal: AbortSignal): Promise<Answer<EffectAnswer>>;
  fieldTests(signal: AbortSignal): Promise<Answer<z.infer<typeof FieldBatchList>>>;
  region(code: string, signal: AbortSignal): Promise<Answer<RegionAnswer>>;
  /** One that was found is watched from now on. */
  watchFound(id: string, body: { by?: string }): Promise<Sent<Named>>;
  watch(body: WatchBody): Promise<Sent<Named>>;
  giveUp(id: string): Promise<Sent<Named>>;
  addWork(body: WorkBody): Promise<Sent<Work>>;
  importTests(file: Blob, query: { name: string; by?: string }): Promise<Sent<FieldBatch>>;
}

const within = (region: string): string => (region === '' ? '' : `?${new URLSearchParams({ region })}`);

/** @param root where the API is, with a slash at the end */
export function createWeakAreasApi(root: string): WeakAreasApi {
  const areas = `${root}weak-areas`;
  const of = (id: string): string => `${areas}/${encodeURIComponent(id)}`;
  const named = (raw: unknown) => Named.safeParse(raw);
  return {
    areas: (region, signal) => getJson(areas + within(region), (raw) => WeakAreaList.safeParse(raw), signal),
    week: (request, signal) =>
      getJson(`${of(request.id)}/week?${weekQuery(request)}`, (raw) => WeekAnswer.safeParse(raw), signal),
    ranking: (request, signal) =>
      getJson(`${areas}/ranking?${rankingQuery(request)}`, (raw) => RankingAnswer.safeParse(raw), signal),
    blindSpots: (region, signal) =>
      getJson(`${root}blind-spots${within(region)}`, (raw) => BlindSpotAnswer.safeParse(raw), signal),
    works: (region, signal) =>
      getJson(`${root}works${within(region)}`, (raw) => WorkList.safeParse(raw), signal),
    effect: (id, signal) => {
      const url = `${root}works/${encodeURIComponent(id)}/effect`;
      return getJson(url, (raw) => EffectAnswer.safeParse(raw), signal);
    },
    fieldTests: (signal) => getJson(`${root}field-tests`, (raw) => FieldBatchList.safeParse(raw), signal),
    region: (code, signal) =>
      getJson(`${root}regions/${encodeURIComponent(code)}`, (raw) => RegionAnswer.safeParse(raw), signal),
    watchFound: (id, body) => sendJson('POST', `${of(id)}/watch`, body, named),
    watch: (body) => sendJson('POST', areas, body, named),
    giveUp: (id) => sendJson('DELETE', of(id), undefined, named),
    addWork: (body) => sendJson('POST', `${root}works`, body, (raw) => Work.safeParse(raw)),
    importTests: (file, query) => {
      const url = `${root}field-tests?${new URLSearchParams(query)}`;
      return sendCsv(url, file, (raw) => FieldBatch.safeParse(raw));
    },
  };
}

function weekQuery({ metric, from, to }: WeekRequest): URLSearchParams {
  const span = { from: String(Math.floor(from)), to: String(Math.floor(to)) };
  return new URLSearchParams({ ...(metric && { metric }), ...span });
}

function rankingQuery({ region, level, weeks }: RankingRequest): URLSearchParams {
  return new URLSearchParams({ ...(region && { region }), level, weeks: String(weeks) });
}
