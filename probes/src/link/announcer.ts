import type { Birth, Metrics } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';
import type { ResolvedSettings } from '../settings.ts';
import type { Ring } from '../spool/ring.ts';
import type { Placed } from '../spool/runs.ts';
import type { BootReason } from './birth.ts';
import { birthOf } from './birth.ts';
import type { Message, Sender } from './wire.ts';
import { birthMessage, deathMessage } from './wire.ts';

export interface Announcement {
  placed: Placed;
  message: Message;
}

/** Says who the device is, and knows what it has already said. */
export interface Announcer {
  /** The first one of the process tells why it began, the others that contact was regained. */
  birth(): Announcement;
  /** The same once more. */
  rebirth(): Announcement;
  /** Answers whether something is measured now that the last birth did not name. */
  learn(m: Metrics): boolean;
  will(): Message;
}

export interface AnnouncerParts {
  settings: ResolvedSettings;
  sender: Sender;
  ring: Ring;
  clock: Pick<Clock, 'now'>;
  T: () => number;
  reason: BootReason;
  /** How the life before this one ended, where there was one. */
  last?: Birth['last'];
}

const MAX_CAPS = 256;

export function createAnnouncer({ settings, sender, ring, clock, T, ...first }: AnnouncerParts): Announcer {
  const caps = new Set<string>();
  let reason: BootReason | undefined;

  function rebirth(): Announcement {
    const ts = clock.now();
    const placed = ring.append({ ts, birth: true });
    const { boot, seq } = placed.entry;
    const now = {
      boot,
      seq,
      ts,
      T: T(),
      caps: [...caps].sort(),
      boot_reason: reason ?? first.reason,
      last: first.last,
    };
    return { placed, message: birthMessage(sender, birthOf(settings, now)) };
  }

  return {
    birth() {
      reason = reason === undefined ? first.reason : 'reconnect';
      return rebirth();
    },
    rebirth,
    learn(m) {
      const fresh = Object.keys(m).filter((metric) => !caps.has(metric));
      for (const metric of fresh.slice(0, MAX_CAPS - caps.size)) caps.add(metric);
      return fresh.length > 0 && caps.size < MAX_CAPS;
    },
    will: () => deathMessage(sender, { boot: ring.boot, reason: 'lost' }),
  };
}
