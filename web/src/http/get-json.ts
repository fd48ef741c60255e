/** A server that does not answer within this time counts as one that does not answer. */
const TIMEOUT_MS = 10_000;
const AWAY = 503;

/** `away`: the server is there, and something that it needs for the answer is not (503). */
export type Failure = 'network' | 'timeout' | 'status' | 'away' | 'malformed';
export type Answer<T> = { ok: true; value: T } | { ok: false; because: Failure | 'aborted' };

/** A parser in the form of zod's `safeParse`. */
export type Parse<T> = (raw: unknown) => { success: true; data: T } | { success: false };

/** Never rejects: what went wrong is part of the answer. */
export async function getJson<T>(url: string, parse: Parse<T>, signal: AbortSignal): Promise<Answer<T>> {
  const within = new AbortController();
  const giveUp = (): void => within.abort();
  const timer = setTimeout(giveUp, TIMEOUT_MS);
  signal.addEventListener('abort', giveUp);
  try {
    const response = await fetch(url, { signal: within.signal, headers: { accept: 'application/json' } });
    if (!response.ok) return { ok: false, because: response.status === AWAY ? 'away' : 'status' };
    const parsed = parse(await response.json());
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false, because: 'malformed' };
  } catch (error) {
    if (signal.aborted) return { ok: false, because: 'aborted' };
    if (within.signal.aborted) return { ok: false, because: 'timeout' };
    return { ok: false, because: error instanceof SyntaxError ? 'malformed' : 'network' };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}
