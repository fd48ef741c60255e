/** Nothing was said by the other side, or it could not be asked; which of the two ways out, and why. */
export interface Trouble {
  ok: false;
  kind: 'later' | 'never';
  why: string;
}

/** It will be the same again until somebody changes a setting. */
const FOR_GOOD: ReadonlySet<string> = new Set([
  'REFUSED_ADDRESS',
  'ERR_INVALID_URL',
  'ERR_INVALID_CHAR',
  'ERR_UNESCAPED_CHARACTERS',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there (ECONNREFUSED)',
  ECONNRESET: 'the connection was cut (ECONNRESET)',
  ENOTFOUND: 'the host name is not known (ENOTFOUND)',
  EAI_AGAIN: 'the host name could not be looked up (EAI_AGAIN)',
  ERR_INVALID_CHAR: 'a header has a character that headers may not have',
  ERR_INVALID_URL: 'the address is no URL',
};

/** Says nothing of the URL, which may be a secret itself. */
export function troubleOf(error: unknown): Trouble {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const name = typeof code === 'string' ? code : '';
  const why = WORDS[name] ?? (name === '' || name === 'REFUSED_ADDRESS' ? String(message) : name);
  const isForGood = FOR_GOOD.has(name) || message === 'is no web address';
  return { ok: false, kind: isForGood ? 'never' : 'later', why };
}
