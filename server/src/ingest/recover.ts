import { decodeBytes } from '@fengsui/config/contract';
import type { DeviceState } from '../core/device/state.ts';
import type { Fleet } from '../core/fleet/fleet.ts';
import type { Engine } from '../engine.ts';
import { decodeArrival } from '../journal/arrival-record.ts';
import type { Journal } from '../journal/journal.ts';
import type { Ledger } from '../ledger/port.ts';

/**
 * After a restart: the fleet as the ledger keeps it, then everything that the journal holds beyond
 * it, through the very same core and at the times at which it came.
 */
export function recover(
  fleet: Fleet,
  engine: Engine,
  ledger: Ledger,
  journal: Journal,
): { replayed: number } {
  fleet.restore(keptStates(ledger));
  const from = ledger.offset(journal.id) ?? 0;
  journal.skipTo(from);
  let replayed = 0;
  for (const { bytes } of journal.read(from)) {
    const { at, retained, topic, payload } = decodeArrival(bytes);
    const decoded = decodeBytes(topic, payload);
    if (!decoded.ok) continue;
    engine.advance(at);
    engine.arrive({ at, retained, message: decoded.message }, () => undefined);
    replayed++;
  }
  return { replayed };
}

function* keptStates(ledger: Ledger): Generator<DeviceState> {
  for (const { state } of ledger.devices()) yield JSON.parse(state) as DeviceState;
}
