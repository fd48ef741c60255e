import type { Json } from '@fengsui/config/contract';
import { decodeBytes } from '@fengsui/config/contract';
import type { DeviceState } from '../core/device/state.ts';
import type { Monitor } from '../core/monitor.ts';
import type { Engine } from '../engine.ts';
import { decodeArrival } from '../journal/arrival-record.ts';
import type { Journal } from '../journal/journal.ts';
import type { Ledger } from '../ledger/port.ts';

/**
 * After a restart: devices and open incidents as the ledger keeps them, then everything that the
 * journal holds beyond it, through the very same core and at the times at which it came.
 */
export function recover(
  monitor: Monitor,
  engine: Engine,
  ledger: Ledger,
  journal: Journal,
  at: number,
): { replayed: number } {
  monitor.restore(keptStates(ledger), keptParts(ledger), at);
  const from = ledger.offset(journal.id) ?? 0;
  let replayed = 0;
  for (const { bytes } of journal.read(from)) {
    const { at: came, retained, topic, payload } = decodeArrival(bytes);
    const decoded = decodeBytes(topic, payload);
    if (!decoded.ok) continue;
    engine.replay({ at: came, retained, message: decoded.message });
    replayed++;
  }
  return { replayed };
}

function* keptStates(ledger: Ledger): Generator<DeviceState> {
  for (const { state } of ledger.devices()) yield JSON.parse(state) as DeviceState;
}

function keptParts(ledger: Ledger): Record<string, Json> {
  const parts = Object.entries(ledger.parts());
  return Object.fromEntries(parts.map(([name, text]) => [name, JSON.parse(text) as Json]));
}
