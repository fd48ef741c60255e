import type { Checkpoint, Ledger, LinkTransition } from '../port.ts';
import { createMemoryCounties } from './memory-counties.ts';
import { createMemoryDesk } from './memory-desk.ts';
import { createMemoryIncidents } from './memory-incidents.ts';
import { createMemoryRecords } from './memory-records.ts';

/** Keeps everything in memory: for tests and drills. */
export function createMemoryLedger(): Ledger {
  const offsets = new Map<string, number>();
  const devices = new Map<string, string>();
  const transitions = new Map<string, LinkTransition>();
  const incidents = createMemoryIncidents();
  const desk = createMemoryDesk(() => open());
  let isClosed = false;
  const records = createMemoryRecords(() => open());

  const open = () => {
    if (isClosed) throw new Error('the ledger is closed');
  };

  function put(rows: Omit<Checkpoint, 'journal' | 'offset'>): void {
    for (const { id, state } of rows.devices) devices.set(id, state);
    for (const transition of rows.transitions) {
      const key = JSON.stringify([transition.device, transition.at, transition.to]);
      if (!transitions.has(key)) transitions.set(key, { ...transition });
    }
    incidents.put(rows);
    desk.put(rows);
  }

  return {
    kind: 'memory',
    records,
    ...desk.reads,
    ...createMemoryCounties({ devices, transitions, incidents, desk, put }, open),
    commit(checkpoint) {
      open();
      put(checkpoint);
      offsets.set(checkpoint.journal, checkpoint.offset);
    },
    offset(journal) {
      open();
      return offsets.get(journal);
    },
    devices() {
      open();
      const records = [...devices].map(([id, state]) => ({ id, state }));
      return records.sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    transitions({ device, from, to, limit }) {
      open();
      const own = [...transitions.values()].filter((one) => one.device === device);
      // The newest first; of one instant, the one that came last.
      const newest = own
        .filter(({ at }) => at >= from && at < to)
        .reverse()
        .sort((a, b) => b.at - a.at);
      return newest.slice(0, limit);
    },
    incidents(query) {
      open();
      return incidents.incidents(query);
    },
    incident(id) {
      open();
      return incidents.incident(id);
    },
    timeline(id, limit) {
      open();
      return incidents.timeline(id, limit);
    },
    parts() {
      open();
      return incidents.parts();
    },
    check: open,
    close() {
      isClosed = true;
    },
  };
}
