import type { Clock } from '../clock.ts';
import type { Logger } from '../observe/logger.ts';
import type { CapMessage } from './cap-message.ts';
import { formatXmlFault, readCap } from './cap.ts';
import type { FeedLink } from './feed-list.ts';
import { MAX_FEED_BYTES, readFeed } from './feed-list.ts';
import type { Fetch, Validators } from './fetch-bounded.ts';
import { fetchBounded } from './fetch-bounded.ts';
import { MAX_XML_BYTES } from './xml.ts';

export interface WarningFeed {
  /** Fetches now; one round at a time. */
  look(): Promise<void>;
  /** Why nothing new can be known; undefined while it can. */
  trouble(): string | undefined;
  stop(): void;
}

interface FeedParts {
  url: string;
  take(message: CapMessage, via: string): { outcome: string };
  clock: Clock;
  log: Pick<Logger, 'warn'>;
  random: () => number;
  fetch?: Fetch;
}

const EVERY_MS = 5 * 60_000;
const FIRST_WITHIN_MS = 10_000;
/** Several servers do not ask at the same moment. */
const JITTER = 0.2;
/** One failure is weather, three in a row are news. */
const FAILURES_UNTIL_TROUBLE = 3;
const MAX_NEW_A_ROUND = 50;
const MAX_TRIES = 3;
const MAX_SEEN = 5_000;

/**
 * Fetches warnings from an address every five minutes: a CAP message, or a list of links to some on the same
 * host. What has not changed is not fetched again.
 */
export function followWarningFeed({
  url,
  take,
  clock,
  log,
  random,
  fetch = globalThis.fetch,
}: FeedParts): WarningFeed {
  const { host } = new URL(url);
  const via = `feed:${host}`;
  /** How often each entry has failed; Infinity once it is done with. Oldest first. */
  const seen = new Map<string, number>();
  let validators: Validators | undefined;
  let failures = 0;
  let why = '';
  let isLooking = false;
  let cancel = (): void => undefined;

  /** Answers why not. */
  function takeCap(bytes: Uint8Array): string | undefined {
    const read = readCap(bytes);
    if (!read.ok) return read.faults.map(formatXmlFault).join('; ');
    return take(read.message, via).outcome === 'full' ? 'too many warnings are kept' : undefined;
  }

  function remember(key: string, tries: number): void {
    seen.delete(key);
    seen.set(key, tries);
    const [oldest] = seen.keys();
    if (seen.size > MAX_SEEN && oldest !== undefined) seen.delete(oldest);
  }

  async function follow(link: FeedLink): Promise<void> {
    const key = `${link.url} ${link.version}`;
    const tries = (seen.get(key) ?? 0) + 1;
    const fetched = await fetchBounded(link.url, MAX_XML_BYTES, undefined, fetch);
    const fault = fetched.ok ? takeCap(fetched.bytes ?? new Uint8Array()) : fetched.because;
    remember(key, fault === undefined || tries >= MAX_TRIES ? Infinity : tries);
    if (fault !== undefined)
      log.warn({ feed: host, fault: fault.slice(0, 500) }, 'a warning of a feed was not taken');
  }

  const isNew = ({ url: other, version }: FeedLink): boolean =>
    new URL(other).host === host && (seen.get(`${other} ${version}`) ?? 0) < MAX_TRIES;

  /** Answers why not. */
  async function fetchAll(): Promise<string | undefined> {
    const fetched = await fetchBounded(url, MAX_FEED_BYTES, validators, fetch);
    if (!fetched.ok) return fetched.because;
    if (!fetched.bytes) return undefined;
    const read = readFeed(fetched.bytes, url);
    if (!read.ok) return formatXmlFault(read.fault);
    const fault = read.kind === 'cap' ? takeCap(fetched.bytes) : await followAll(read.links);
    // What is left over must be found again: then the list is asked for whole, changed or not.
    const isDone = fault === undefined && (read.kind === 'cap' || !read.links.some(isNew));
    validators = isDone ? fetched.validators : undefined;
    return fault;
  }

  async function followAll(links: readonly FeedLink[]): Promise<undefined> {
    for (const link of links.filter(isNew).slice(0, MAX_NEW_A_ROUND)) await follow(link);
    return undefined;
  }

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    try {
      const fault = await fetchAll();
      failures = fault === undefined ? 0 : failures + 1;
      why = fault ?? '';
    } catch (error) {
      failures++;
      why = 'its warnings could not be kept';
      log.warn({ feed: host, err: error }, 'warnings of a feed could not be kept');
    } finally {
      isLooking = false;
    }
  }

  function again(waitMs: number): void {
    cancel = clock.after(waitMs, () => {
      void look();
      again(EVERY_MS * (1 + JITTER * (2 * random() - 1)));
    });
  }

  again(FIRST_WITHIN_MS * random());
  return {
    look,
    trouble: () =>
      failures >= FAILURES_UNTIL_TROUBLE ? `warnings from ${host}: ${why.slice(0, 200)}` : undefined,
    stop: () => cancel(),
  };
}
