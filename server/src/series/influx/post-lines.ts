import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';

export interface PostTarget {
  url: string;
  database: string;
  username?: string | undefined;
  password?: string | undefined;
  timeoutMs: number;
}

export interface LinePoster {
  /**
   * Sends line protocol with times in ns, into a retention policy or the default one. Rejects with the network's error, or with an error that has
   * the answer's `res.statusCode` and its text as the message, as the influx package does.
   */
  post(lines: Buffer, policy?: string): Promise<void>;
  close(): void;
}

const MAX_ANSWER = 4_096;

class HttpFault extends Error {
  override name = 'HttpFault';
  readonly res: { statusCode: number | undefined };

  constructor(message: string, statusCode: number | undefined) {
    super(message);
    this.res = { statusCode };
  }
}

/** The influx package makes several objects of every field, which costs more than all the rest: this posts text. */
export function createLinePoster(target: PostTarget): LinePoster {
  const url = new URL(target.url);
  const isSecure = url.protocol === 'https:';
  const agent = new (isSecure ? HttpsAgent : HttpAgent)({ keepAlive: true });
  const base = url.pathname.replace(/\/$/, '');
  const pathOf = (policy: string | undefined): string => {
    const to = { db: target.database, precision: 'ns', ...(policy !== undefined && { rp: policy }) };
    return `${base}/write?${new URLSearchParams(to).toString()}`;
  };
  const authorization = basicOf(target, url);

  function send(body: Buffer, path: string): Promise<IncomingMessage> {
    const headers = {
      'content-type': 'text/plain; charset=utf-8',
      'content-length': body.length,
      ...(authorization === undefined ? {} : { authorization }),
    };
    const host = { hostname: url.hostname.replace(/^\[|\]$/g, ''), port: url.port };
    const options = { ...host, path, method: 'POST', headers, agent };
    return new Promise((resolve, reject) => {
      const asking = (isSecure ? httpsRequest : httpRequest)(options, resolve);
      const late = setTimeout(
        () => asking.destroy(new Error(`no whole answer within ${target.timeoutMs} ms`)),
        target.timeoutMs,
      );
      asking.on('close', () => clearTimeout(late));
      asking.on('error', reject).end(body);
    });
  }

  return {
    async post(lines, policy) {
      const answer = await send(lines, pathOf(policy));
      const said = await text(answer);
      if ((answer.statusCode ?? 0) >= 300) throw new HttpFault(said.slice(0, MAX_ANSWER), answer.statusCode);
    },
    close: () => agent.destroy(),
  };
}

function basicOf({ username, password }: PostTarget, url: URL): string | undefined {
  const user = username ?? decodeURIComponent(url.username);
  if (user === '') return undefined;
  const pair = `${user}:${password ?? decodeURIComponent(url.password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
