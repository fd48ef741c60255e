import { rowOf } from '../fleet.ts';
import type { Message } from '../item.ts';
import type { Act, Stage } from '../stage.ts';
import { MINUTE_MS } from '../stage.ts';

/**
 * A second box with the same id, from a copied image. The broker lets only one of them be connected, so
 * they push each other out, every `everyS` or so.
 */
export interface TwinStep {
  do: 'twin';
  where: string;
  forMin: number;
  everyS: number;
}

interface Twin {
  boot: string;
  seq: number;
}

export const twin: Act<TwinStep> = (stage, { where, forMin, everyS }, at) => {
  for (const device of stage.place(where).devices) {
    const second: Twin = { boot: twinBoot(stage.world.boot[device] ?? '0'), seq: 0 };
    const end = at + forMin * MINUTE_MS;
    pushOut(stage, device, { second, everyMs: everyS * 1_000, end }, at);
  }
};

interface Pushing {
  second: Twin;
  everyMs: number;
  end: number;
}

/** The second box connects; half a turn later the first is back, and so on. */
function pushOut(stage: Stage, device: number, pushing: Pushing, at: number): void {
  const { later, life } = stage;
  const { second, everyMs, end } = pushing;
  if (at >= end) return;
  const jitter = Math.round(everyMs * 0.3 * stage.chance(device, `twin ${at}`));
  const back = at + jitter + everyMs / 2;
  later(at, (then) => life.will(device, then));
  later(at + 40, (then) => birthOf(stage, device, second, then));
  later(at + 900, (then) => beatOf(stage, device, second, then));
  later(back, (then) => deathOf(stage, device, second, then));
  later(back + 40, (then) => life.reappear(device, then));
  later(back + jitter + everyMs / 2, (then) => void pushOut(stage, device, pushing, then));
}

const twinBoot = (boot: string): string => (parseInt(boot, 16) ^ 0xffff).toString(16);

function birthOf({ letters, world }: Stage, device: number, second: Twin, at: number): Message {
  const { area, class: name, node } = rowOf(world.fleet.rows, device);
  return letters.message(device, at, 'birth', {
    v: 1,
    boot: second.boot,
    seq: second.seq++,
    ts: Math.round(at),
    class: name,
    T: (world.fleet.periodMs[device] ?? 0) / 1_000,
    area,
    parent: node,
    boot_reason: 'reconnect',
  });
}

function beatOf({ letters }: Stage, device: number, second: Twin, at: number): Message {
  return letters.message(device, at, 'data', {
    v: 1,
    boot: second.boot,
    seq: second.seq++,
    ts: Math.round(at),
    m: { 'sys.uptime_s': 86_400 },
  });
}

function deathOf({ letters }: Stage, device: number, second: Twin, at: number): Message {
  return letters.message(device, at, 'death', { v: 1, boot: second.boot, reason: 'lost' });
}
