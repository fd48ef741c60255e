import type { Act, ActName, IncidentBody, ReportBody } from '@fengsui/config/contract';
import {
  IncidentDetail,
  IncidentPage,
  IncidentPaging,
  RegionAnswer,
  ReportAnswer,
  Words,
} from '@fengsui/config/contract';
import { z } from 'zod';
import type { Answer } from '../http/get-json.ts';
import { getJson } from '../http/get-json.ts';
import type { Sent } from '../http/send-json.ts';
import { sendJson } from '../http/send-json.ts';
import type { ListFilter } from './list-filter.ts';
import { filterQuery } from './list-filter.ts';

/** Whoever can act or be given something; the ways to reach them are not read here. */
const People = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });
const Teams = z.object({ items: z.array(z.object({ id: z.string(), name: Words })) });
export type PersonName = z.infer<typeof People>['items'][number];
export type TeamName = z.infer<typeof Teams>['items'][number];

export interface IncidentsApi {
  list(filter: ListFilter, cursor: string | undefined, signal: AbortSignal): Promise<Answer<IncidentPage>>;
  incident(id: string, signal: AbortSignal): Promise<Answer<IncidentDetail>>;
  paging(id: string, signal: AbortSignal): Promise<Answer<IncidentPaging>>;
  persons(signal: AbortSignal): Promise<Answer<readonly PersonName[]>>;
  teams(signal: AbortSignal): Promise<Answer<readonly TeamName[]>>;
  region(code: string, signal: AbortSignal): Promise<Answer<RegionAnswer>>;
  act<N extends ActName>(id: string, name: N, body: Act<N>): Promise<Sent<IncidentDetail>>;
  report(body: ReportBody): Promise<Sent<ReportAnswer>>;
  open(body: IncidentBody): Promise<Sent<IncidentDetail>>;
}

const itemsOf = <T>(answer: Answer<{ items: T[] }>): Answer<readonly T[]> =>
  answer.ok ? { ok: true, value: answer.value.items } : answer;

/** @param root where the API is, with a slash at the end */
export function createIncidentsApi(root: string): IncidentsApi {
  const of = (id: string): string => `${root}incidents/${encodeURIComponent(id)}`;
  return {
    list: (filter, cursor, signal) => {
      const url = `${root}incidents?${filterQuery(filter, cursor)}`;
      return getJson(url, (raw) => IncidentPage.safeParse(raw), signal);
    },
    incident: (id, signal) => getJson(of(id), (raw) => IncidentDetail.safeParse(raw), signal),
    paging: (id, signal) => getJson(`${of(id)}/paging`, (raw) => IncidentPaging.safeParse(raw), signal),
    persons: async (signal) =>
      itemsOf(await getJson(`${root}persons`, (raw) => People.safeParse(raw), signal)),
    teams: async (signal) => itemsOf(await getJson(`${root}teams`, (raw) => Teams.safeParse(raw), signal)),
    region: (code, signal) =>
      getJson(`${root}regions/${encodeURIComponent(code)}`, (raw) => RegionAnswer.safeParse(raw), signal),
    act: (id, name, body) =>
      sendJson('POST', `${of(id)}/${name}`, body, (raw) => IncidentDetail.safeParse(raw)),
    report: (body) => sendJson('POST', `${root}customer-reports`, body, (raw) => ReportAnswer.safeParse(raw)),
    open: (body) => sendJson('POST', `${root}incidents`, body, (raw) => IncidentDetail.safeParse(raw)),
  };
}
