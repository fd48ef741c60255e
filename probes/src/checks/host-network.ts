import { lookup as systemLookup } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { connect } from 'node:net';
import { errorCode } from './host-files.ts';
import type { Host, Limits, Reply } from './host.ts';
import { createLookup } from './single-lookup.ts';

type Network = Pick<Host, 'tcpConnect' | 'httpGet' | 'dnsResolve'>;
type Answer = (reply: Reply) => void;

export function createNetwork(monotonicMs: () => number): Network {
  const lookup = createLookup(systemLookup);
  return {
    tcpConnect: (host, port, limits) =>
      within(limits, (answer, signal) => {
        let startedAt = monotonicMs();
        const socket = connect({ host, port, lookup, signal });
        socket.once('lookup', () => (startedAt = monotonicMs()));
        socket.once('connect', () => answer({ ok: true, ms: monotonicMs() - startedAt }));
        socket.on('error', (error) => answer({ ok: false, why: errorCode(error) }));
      }),
    httpGet: (url, limits) =>
      within(limits, (answer, signal) => {
        const startedAt = monotonicMs();
        const get = url.startsWith('https:') ? httpsGet : httpGet;
        const headers = { 'user-agent': 'fengsui-probe', connection: 'close' };
        const request = get(url, { agent: false, headers, lookup, signal });
        request.once('response', ({ statusCode = 0 }) => {
          const ms = monotonicMs() - startedAt;
          answer(statusCode < 500 ? { ok: true, ms } : { ok: false, why: `HTTP ${statusCode}` });
        });
        request.on('error', (error) => answer({ ok: false, why: errorCode(error) }));
      }),
    dnsResolve: (name, server, limits) =>
      within(limits, (answer, signal) => {
        const startedAt = monotonicMs();
        // A new one each time, because a resolver remembers answers.
        const resolver = new Resolver({ timeout: limits.timeoutMs, tries: 1 });
        if (server !== undefined) resolver.setServers([server]);
        signal.addEventListener('abort', () => resolver.cancel(), { once: true });
        const arrived = () => answer({ ok: true, ms: monotonicMs() - startedAt });
        resolver.resolve4(name).then(arrived, (error: unknown) => {
          // The name is known, with addresses of another kind: that is an answer.
          if (errorCode(error) === 'ENODATA') arrived();
          else answer({ ok: false, why: errorCode(error) });
        });
      }),
  };
}

/** Takes the first answer, or the end of time; then ends whatever `begin` has opened. */
function within(limits: Limits, begin: (answer: Answer, signal: AbortSignal) => void): Promise<Reply> {
  return new Promise((resolve) => {
    const controller = new AbortController();
    const answer: Answer = (reply) => {
      clearTimeout(timer);
      limits.signal?.removeEventListener('abort', stopped);
      resolve(reply);
      controller.abort();
    };
    const stopped = () => answer({ ok: false, why: 'stopped' });
    const timer = setTimeout(() => answer({ ok: false, why: 'timeout' }), limits.timeoutMs);
    limits.signal?.addEventListener('abort', stopped, { once: true });
    if (limits.signal?.aborted) stopped();
    else begin(answer, controller.signal);
  });
}
