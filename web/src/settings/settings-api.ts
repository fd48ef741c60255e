import type { LevelBody } from '@fengsui/config/contract';
import {
  ChannelTestAnswer,
  ChannelTypeView,
  LevelAnswer,
  LevelEntry,
  WarningList,
} from '@fengsui/config/contract';
import { z } from 'zod';
import type { Answer } from '../http/get-json.ts';
import { getJson } from '../http/get-json.ts';
import type { Sent } from '../http/send-json.ts';
import { sendJson } from '../http/send-json.ts';
import type { RecordApis } from './records-api.ts';
import { createRecordApis } from './records-api.ts';

export interface SettingsApi {
  records: RecordApis;
  channelTypes(signal: AbortSignal): Promise<Answer<readonly ChannelTypeView[]>>;
  /** Sends a real message and answers what the other side said; takes up to ten seconds. */
  testChannel(id: string, address: string): Promise<Sent<ChannelTestAnswer>>;
  levels(signal: AbortSignal): Promise<Answer<LevelAnswer>>;
  switchOn(level: Pick<LevelBody, 'level' | 'region' | 'why' | 'to'>): Promise<Sent<LevelEntry>>;
  endLevel(id: string): Promise<Sent<LevelEntry>>;
  warnings(signal: AbortSignal): Promise<Answer<WarningList>>;
}

const Types = z.object({ items: z.array(ChannelTypeView) });

/** @param root where the API is, with a slash at the end */
export function createSettingsApi(root: string): SettingsApi {
  return {
    records: createRecordApis(root),
    async channelTypes(signal) {
      const answer = await getJson(`${root}channel-types`, (raw) => Types.safeParse(raw), signal);
      return answer.ok ? { ok: true, value: answer.value.items } : answer;
    },
    testChannel: (id, address) =>
      sendJson('POST', `${root}channels/${encodeURIComponent(id)}/test`, { address }, (raw) =>
        ChannelTestAnswer.safeParse(raw),
      ),
    levels: (signal) => getJson(`${root}levels`, (raw) => LevelAnswer.safeParse(raw), signal),
    switchOn: (level) => sendJson('POST', `${root}levels`, level, (raw) => LevelEntry.safeParse(raw)),
    endLevel: (id) =>
      sendJson('POST', `${root}levels/${encodeURIComponent(id)}/end`, {}, (raw) => LevelEntry.safeParse(raw)),
    warnings: (signal) => getJson(`${root}warnings`, (raw) => WarningList.safeParse(raw), signal),
  };
}
