import type { Json } from '@fengsui/config/contract';
import { Problem } from '@fengsui/config/contract';
import type { Failure, Parse } from './get-json.ts';

/** A call that changes something may be refused with words, unlike one that reads. */
export type Sent<T> = { ok: true; value: T } | { ok: false; because: Failure } | Refused;

export interface Refused {
  ok: false;
  because: 'refused';
  status: number;
  detail: string;
  /** What does not fit, by its place in what was sent. */
  faults: readonly Fault[];
  /** The rule that forbids it, by its name, and what that rests on. */
  reason?: string;
  evidence?: Readonly<Record<string, Json>>;
}
export type Fault = NonNullable<Problem['errors']>[number];

/** Longer than a read may take: nobody should have to wonder whether it was done. */
const TIMEOUT_MS = 15_000;

/** Never rejects: what went wrong is part of the answer. */
export const sendJson = <T>(
  method: 'POST' | 'PUT' | 'DELETE',
  url: string,
  body: unknown,
  parse: Parse<T>,
): Promise<Sent<T>> => {
  const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return send(url, { method, ...(body !== undefined && json) }, parse);
};

/** The same for a table as a file, which is sent as it is. */
export const sendCsv = <T>(url: string, file: Blob, parse: Parse<T>): Promise<Sent<T>> =>
  send(url, { method: 'POST', headers: { 'content-type': 'text/csv' }, body: file }, parse);

async function send<T>(url: string, request: RequestInit, parse: Parse<T>): Promise<Sent<T>> {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const raw: unknown = await response.json();
    if (!response.ok) return refusalOf(raw);
    const parsed = parse(raw);
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false, because: 'malformed' };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      return { ok: false, because: 'timeout' };
    return { ok: false, because: error instanceof SyntaxError ? 'malformed' : 'network' };
  }
}

function refusalOf(raw: unknown): Refused | { ok: false; because: 'status' } {
  const problem = Problem.safeParse(raw);
  if (!problem.success) return { ok: false, because: 'status' };
  const { detail, title, status, errors: faults = [], reason, evidence } = problem.data;
  const named = faults.map(({ path, message }) => `${path} ${message}`);
  return {
    ...{ ok: false, because: 'refused', status, faults },
    detail: named.length > 0 ? named.join('; ') : (detail ?? title),
    ...(reason !== undefined && { reason }),
    ...(evidence && { evidence }),
  };
}
