import type { DeviceRecord, Ledger, LinkTransition } from '../port.ts';

/** Keeps everything in memory and nothing for ever: for tests. */
export function createMemoryLedger(): Ledger {
  const devices = new Map<string, DeviceRecord>();
  const transitions = new Map<string, LinkTransition>();
  const marks = new Map<string, number>();
  return {
    kind: 'memory',
    commit(checkpoint) {
      for (const record of checkpoint.devices) devices.set(record.id, record);
      for (const move of checkpoint.transitions) {
        const key = `${move.device}/${move.at}/${move.to}`;
        if (!transitions.has(key)) transitions.set(key, move);
      }
      marks.set(checkpoint.journal, checkpoint.offset);
    },
    offset: (journal) => marks.get(journal),
    devices: () => [...devices.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    transitions: ({ device, from, to, limit }) =>
      [...transitions.values()]
        .filter((move) => move.device === device && move.at >= from && move.at < to)
        .sort((a, b) => b.at - a.at)
        .slice(0, limit),
    check: () => undefined,
    close: () => undefined,
  };
}
