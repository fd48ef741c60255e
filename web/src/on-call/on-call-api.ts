import { OnCallAnswer, OnCallBoard, Override } from '@fengsui/config/contract';
import type { OverrideBody } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Answer } from '../http/get-json.ts';
import { getJson } from '../http/get-json.ts';
import type { Sent } from '../http/send-json.ts';
import { sendJson } from '../http/send-json.ts';

export interface OnCallApi {
  board(window: { from: number; to: number }, signal: AbortSignal): Promise<Answer<OnCallBoard>>;
  ask(area: string, at: number, signal: AbortSignal): Promise<Answer<OnCallAnswer>>;
  standIn(team: string, override: OverrideBody): Promise<Sent<Override>>;
  takeBack(team: string, override: string): Promise<Sent<unknown>>;
}

/** @param root where the API is, with a slash at the end */
export function createOnCallApi(root: string): OnCallApi {
  const overrides = (team: string): string => `${root}teams/${encodeURIComponent(team)}/overrides`;
  return {
    board: ({ from, to }, signal) =>
      getJson(`${root}on-call/board?from=${from}&to=${to}`, (raw) => OnCallBoard.safeParse(raw), signal),
    ask: (area, at, signal) => {
      const query = new URLSearchParams({ area, at: String(at) });
      return getJson(`${root}on-call?${query}`, (raw) => OnCallAnswer.safeParse(raw), signal);
    },
    standIn: (team, override) =>
      sendJson('POST', overrides(team), override, (raw) => Override.safeParse(raw)),
    takeBack: (team, override) => {
      const url = `${overrides(team)}/${encodeURIComponent(override)}`;
      return sendJson('DELETE', url, undefined, (raw) => z.unknown().safeParse(raw));
    },
  };
}
