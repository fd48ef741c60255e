/** What a server says about a version of a document, to be asked with next time. */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

export type Fetched =
  | { ok: true; bytes: Uint8Array; validators: Validators }
  | { ok: true; bytes: null }
  | { ok: false; because: string };

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 15_000;
const ACCEPT = 'application/cap+xml, application/atom+xml, application/rss+xml, application/xml, text/xml';

/**
 * One document, at most `maxBytes` of it in at most 15 s; `bytes` is null where it is the one that is known.
 * Redirects are not followed: an address leads where the settings say, and nowhere else. Never throws.
 */
export async function fetchBounded(
  url: string,
  maxBytes: number,
  validators: Validators | undefined,
  fetch: Fetch,
): Promise<Fetched> {
  const headers: Record<string, string> = { accept: ACCEPT };
  if (validators?.etag) headers['if-none-match'] = validators.etag;
  if (validators?.lastModified) headers['if-modified-since'] = validators.lastModified;
  try {
    const init: RequestInit = { headers, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) };
    return await read(await fetch(url, init), maxBytes);
  } catch (error) {
    return { ok: false, because: reasonOf(error) };
  }
}

async function read(response: Response, maxBytes: number): Promise<Fetched> {
  const { status, headers } = response;
  if (status !== 200) {
    await response.body?.cancel();
    if (status === 304) return { ok: true, bytes: null };
    const isRedirect = status >= 300 && status < 400;
    return {
      ok: false,
      because: isRedirect ? 'leads to another address: set that one' : `answers ${status}`,
    };
  }
  const bytes = await readBody(response, maxBytes);
  if (!bytes) return { ok: false, because: `answers more than ${maxBytes} bytes` };
  return {
    ok: true,
    bytes,
    validators: { etag: headers.get('etag'), lastModified: headers.get('last-modified') },
  };
}

async function readBody({ body }: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  if (!body) return new Uint8Array();
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > maxBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Without the address, which may hold a secret. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: unknown; cause?: { code?: unknown } };
  if (name === 'TimeoutError') return `does not answer within ${TIMEOUT_MS / 1000} s`;
  return typeof cause?.code === 'string' ? `cannot be reached (${cause.code})` : 'cannot be reached';
}
