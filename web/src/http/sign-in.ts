/** wrong: not the token. wait: too many wrong ones. failed: no usable answer. */
export type SignInAnswer = 'admitted' | 'wrong' | 'wait' | 'failed';

export type SignIn = (token: string) => Promise<SignInAnswer>;

const TIMEOUT_MS = 10_000;

const BY_STATUS: Readonly<Record<number, SignInAnswer>> = {
  204: 'admitted',
  400: 'wrong',
  401: 'wrong',
  429: 'wait',
};

/** Shows the token once; the browser keeps the session cookie that comes back. Never rejects. */
export function createSignIn(root: string): SignIn {
  return async (token) => {
    try {
      const response = await fetch(`${root}session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return BY_STATUS[response.status] ?? 'failed';
    } catch {
      return 'failed';
    }
  };
}
