const SLOT_MS = 64;
const SLOTS = 8_192;
const NONE = -1;

/**
 * The next beat of every device, in order of time. One entry a device, so memory does not grow with the
 * time that is simulated; putting and taking cost the same however many devices there are.
 */
export interface Wheel {
  /** Sets when a device is next due, ms. An entry that is there already may only be moved to later. */
  put(device: number, at: number): void;
  /** When the earliest is due; Infinity if there is none at or before `until`. */
  peek(until: number): number;
  /** Takes the one that `peek` has found. */
  take(): number;
}

export function createWheel(devices: number, startsAt: number): Wheel {
  const dueAt = new Float64Array(devices);
  const next = new Int32Array(devices).fill(NONE);
  const isIn = new Uint8Array(devices);
  const slots = new Int32Array(SLOTS).fill(NONE);
  let slotAt = Math.floor(startsAt / SLOT_MS);
  /** The devices of the current slot, last to come first: `pop` is the cheapest way to take. */
  const ready: number[] = [];

  function link(device: number, at: number): void {
    const slot = Math.max(Math.floor(at / SLOT_MS), slotAt) % SLOTS;
    next[device] = slots[slot] ?? NONE;
    slots[slot] = device;
  }

  /** Turns to the next slot and gathers what is due in it; what is due a round later stays. */
  function turn(): void {
    const slot = slotAt % SLOTS;
    let device = slots[slot] ?? NONE;
    slots[slot] = NONE;
    slotAt++;
    const end = slotAt * SLOT_MS;
    while (device !== NONE) {
      const following = next[device] ?? NONE;
      if ((dueAt[device] ?? 0) < end) ready.push(device);
      else link(device, dueAt[device] ?? 0);
      device = following;
    }
    if (ready.length > 1) ready.sort((a, b) => (dueAt[b] ?? 0) - (dueAt[a] ?? 0) || b - a);
  }

  return {
    put(device, at) {
      // What is in the slot being read already cannot be put before its end.
      dueAt[device] = Math.max(at, slotAt * SLOT_MS);
      if (isIn[device]) return;
      isIn[device] = 1;
      link(device, dueAt[device]);
    },
    peek(until) {
      for (;;) {
        const device = ready.at(-1);
        if (device === undefined) {
          if (slotAt * SLOT_MS > until) return Infinity;
          turn();
        } else if ((dueAt[device] ?? 0) >= slotAt * SLOT_MS) {
          ready.pop();
          link(device, dueAt[device] ?? 0);
        } else {
          return dueAt[device] ?? Infinity;
        }
      }
    },
    take() {
      const device = ready.pop();
      if (device === undefined) throw new Error('nothing is due');
      isIn[device] = 0;
      return device;
    },
  };
}
