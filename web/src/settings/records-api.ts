import type { CalendarEntry, ChannelBody, ChannelView, Person, Team } from '@fengsui/config/contract';
import {
  CalendarEntry as CalendarSchema,
  ChannelView as ChannelSchema,
  PersonAnswer,
  TeamAnswer,
} from '@fengsui/config/contract';
import { z } from 'zod';
import type { Answer } from '../http/get-json.ts';
import { getJson } from '../http/get-json.ts';
import type { Sent } from '../http/send-json.ts';
import { sendJson } from '../http/send-json.ts';

/** What people keep of one kind: all of it is read at once. */
export interface RecordApi<T, Body> {
  list(signal: AbortSignal): Promise<Answer<readonly T[]>>;
  /** Kept only if `version` is still the one there is; 0: if it is not there yet. */
  put(id: string, body: Body, version: number): Promise<Sent<T>>;
  remove(id: string): Promise<Sent<unknown>>;
}

export interface RecordApis {
  channels: RecordApi<ChannelView, ChannelBody>;
  persons: RecordApi<PersonAnswer, Person>;
  teams: RecordApi<TeamAnswer, Team>;
  /** Has no versions. */
  calendar: RecordApi<CalendarEntry, Omit<CalendarEntry, 'id'>>;
}

/** @param root where the API is, with a slash at the end */
export function createRecordApis(root: string): RecordApis {
  return {
    channels: recordApi(`${root}channels`, ChannelSchema),
    persons: recordApi(`${root}persons`, PersonAnswer),
    teams: recordApi(`${root}teams`, TeamAnswer),
    calendar: recordApi(`${root}calendar`, CalendarSchema, false),
  };
}

function recordApi<T, Body>(url: string, schema: z.ZodType<T>, isVersioned = true): RecordApi<T, Body> {
  const List = z.object({ items: z.array(schema) });
  const one = (id: string): string => `${url}/${encodeURIComponent(id)}`;
  return {
    async list(signal) {
      const answer = await getJson(url, (raw) => List.safeParse(raw), signal);
      return answer.ok ? { ok: true, value: answer.value.items } : answer;
    },
    put: (id, body, version) =>
      sendJson('PUT', isVersioned ? `${one(id)}?version=${version}` : one(id), body, (raw) =>
        schema.safeParse(raw),
      ),
    remove: (id) => sendJson('DELETE', one(id), undefined, (raw) => z.unknown().safeParse(raw)),
  };
}
