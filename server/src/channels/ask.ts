import { lookup } from 'node:dns';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { Clock } from '../clock.ts';
import { guardedLookup, refuseLiteral } from './lookup.ts';
import type { Resolve } from './lookup.ts';
import { createRefusals } from './refused-addresses.ts';
import { troubleOf } from './trouble.ts';
import type { Trouble } from './trouble.ts';

export interface Question {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Buffer;
}

/** What the other side said, whatever it was; of its body the first 64 KiB. */
export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Asks once: within 10 s, following no redirect, never an address that is refused. Never rejects. */
export type Ask = (question: Question) => Promise<Reply | Trouble>;

/** ms; what a channel has for one message altogether. */
export const DEADLINE_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;

export interface AskParts {
  clock: Clock;
  resolve?: Resolve;
  isRefused?: (address: string) => boolean;
}

export function createAsk({ clock, resolve = lookup, isRefused = createRefusals() }: AskParts): Ask {
  const options: RequestOptions = { lookup: guardedLookup(isRefused, resolve), agent: false };

  function begin({ method, url, headers }: Question): ClientRequest {
    const target = new URL(url);
    refuseLiteral(target.hostname, isRefused);
    const start = target.protocol === 'https:' ? requestSecure : requestPlain;
    if (!/^https?:$/.test(target.protocol)) throw new Error('is no web address');
    return start(target, { ...options, method, headers });
  }

  function exchange(question: Question): Promise<Reply> {
    return new Promise((done, failed) => {
      const request = begin(question);
      let late: Error | undefined;
      const fail = (error: Error): void => failed(late ?? error);
      const cancel = clock.after(DEADLINE_MS, () => {
        late = new Error(`no answer within ${DEADLINE_MS / 1000} s`);
        request.destroy(late);
      });
      request.on('error', fail);
      request.once('close', cancel);
      request.once('response', (response) => {
        read(response).then((text) => {
          done({ status: response.statusCode ?? 0, headers: response.headers, text });
          request.destroy();
        }, fail);
      });
      request.end(question.body);
    });
  }

  return async (question) => {
    try {
      return await exchange(question);
    } catch (error) {
      return troubleOf(error);
    }
  };
}

/** As much as there may be of it: what a message needs stands at the beginning. */
async function read(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let left = MAX_ANSWER_BYTES;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part.subarray(0, left));
    left -= part.length;
    if (left <= 0) break;
  }
  return Buffer.concat(parts).toString();
}
