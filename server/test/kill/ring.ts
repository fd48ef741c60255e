/** One number of a life: a sample, or the birth that took it. */
export interface Entry {
  readonly boot: string;
  readonly seq: number;
  /** ms UTC; no two entries of a device share one. */
  readonly ts: number;
  /** Undefined for a birth. */
  readonly value: number | undefined;
  state: 'waiting' | 'flying' | 'done';
  /** When its acknowledgement came; 0 while it has not. */
  doneAt: number;
}

/** Everything that one device has ever measured, in order: what a probe's ring on disk is to it. */
export interface Ring {
  begin(boot: string): void;
  append(ts: number, value: number | undefined): Entry;
  /** The oldest samples that have to be sent, all of one life. */
  waiting(limit: number): Entry[];
  /** Samples of a life from one number to another, both included. */
  find(boot: string, from: number, to: number): Entry[];
  /** The connection is gone: what was on its way has to be sent again. */
  grounded(): void;
  fly(entries: readonly Entry[]): void;
  done(entries: readonly Entry[], at: number): void;
  unconfirmed(): number;
  entries(): Iterable<Entry>;
}

export function createRing(): Ring {
  const lives = new Map<string, Entry[]>();
  let current: { boot: string; entries: Entry[] } | undefined;
  /** Not acknowledged yet, in order. */
  let open: Entry[] = [];
  let latest = 0;

  const isSample = (entry: Entry): boolean => entry.value !== undefined;

  return {
    begin(boot) {
      current = { boot, entries: [] };
      lives.set(boot, current.entries);
    },
    append(ts, value) {
      if (!current) throw new Error('append before begin');
      latest = Math.max(ts, latest + 1);
      const seq = current.entries.length;
      const entry: Entry = { boot: current.boot, seq, ts: latest, value, state: 'waiting', doneAt: 0 };
      current.entries.push(entry);
      if (isSample(entry)) open.push(entry);
      return entry;
    },
    waiting(limit) {
      const found: Entry[] = [];
      for (const entry of open) {
        if (entry.state !== 'waiting') continue;
        if (found.length === limit || (found[0] && found[0].boot !== entry.boot)) break;
        found.push(entry);
      }
      return found;
    },
    find: (boot, from, to) => (lives.get(boot) ?? []).slice(from, to + 1),
    grounded() {
      for (const entry of open) entry.state = 'waiting';
    },
    fly(entries) {
      for (const entry of entries) entry.state = 'flying';
    },
    done(entries, at) {
      for (const entry of entries) {
        entry.state = 'done';
        entry.doneAt ||= at;
      }
      open = open.filter(({ state }) => state !== 'done');
    },
    unconfirmed: () => open.length,
    *entries() {
      for (const entries of lives.values()) yield* entries;
    },
  };
}
