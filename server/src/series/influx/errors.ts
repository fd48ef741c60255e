import { SeriesUnavailable } from '../port.ts';

/** The server's answer that a request itself is wrong: trying it again makes no sense. */
export class InfluxRefusal extends Error {
  override name = 'InfluxRefusal';
}

/** What the client rejects with: a network error, or an error with the answer it has got. */
interface ClientError {
  message: string;
  res?: { statusCode?: number };
}

const MAX_DETAIL = 300;
/** Limits of the database, not faults of a sample: what they keep out waits until somebody has lifted them. */
const LIMIT = /max-(?:values-per-tag|series-per-database)/;

export function isMissingDatabase(error: unknown): boolean {
  const { res, message } = error as ClientError;
  return res?.statusCode === 404 || /database not found/.test(message);
}

/**
 * Data that is refused is dropped, so only InfluxDB itself can refuse: a 400 without its kind of body
 * comes from something on the way, as when HTTP meets a port of HTTPS.
 */
export function translate(error: unknown, origin: string): InfluxRefusal | SeriesUnavailable {
  if (error instanceof InfluxRefusal || error instanceof SeriesUnavailable) return error;
  const { res, message } = error as ClientError;
  const status = res?.statusCode ?? 0;
  const isInfluxSpeaking = /\{\s*"(error|code|message)"/.test(message);
  const limit = LIMIT.exec(message)?.[0];
  if (limit !== undefined) {
    return new SeriesUnavailable(
      `InfluxDB at ${origin} has as many devices as its \`${limit}\` allows: set it to 0`,
    );
  }
  if (status === 413 || ([400, 422].includes(status) && isInfluxSpeaking)) {
    return new InfluxRefusal(message.slice(0, MAX_DETAIL));
  }
  const why = status === 0 ? message : `it answered ${status}`;
  return new SeriesUnavailable(
    `InfluxDB at ${origin} does not serve now: ${why.slice(0, MAX_DETAIL) || 'no answer'}`,
  );
}

/** How many points the server says it has left out of a write whose others it has stored. */
export function droppedPoints({ message }: InfluxRefusal): number {
  return Number(/partial write:.*dropped=(\d+)/s.exec(message)?.[1] ?? 0);
}
