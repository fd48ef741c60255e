import type { DeathReason } from '@fengsui/config/contract';
import type { DeviceHappening } from './event.ts';
import { START } from './timeline.ts';

// A device as it really lives, and a network that delays, reorders, doubles and loses what it sends:
// what tests hold the core against. It knows nothing of how the core works.

/** What happens to the device, in order; each is followed by a while of ordinary beats. */
export interface Step {
  what: 'reconnect' | 'crash' | 'restart' | 'standby' | 'shutdown' | 'upgrade' | 'we_are_blind';
  /** How many beats it lives before this. */
  beats: number;
  /** How long it is away before it comes back, s. */
  awayS: number;
  /** After standby: the very same life comes back, or a new one. */
  isSameBoot: boolean;
  /** The broker publishes the will at once, or 1.5 keepalives after the last packet, or not at all. */
  will: 'at_once' | 'late' | 'none';
}

export type Ending = 'lives' | 'dies' | 'rests';

export interface Story {
  T: number;
  steps: readonly Step[];
  ending: Ending;
  /** How far the device's clock is ahead, ms. */
  clockMs: number;
  /** Before which step its clock is set right. */
  setRightAt: number;
  /** Announced ends carry the device's time. */
  hasDeathTime: boolean;
  noise: number;
}

export interface Truth {
  link: 'UNKNOWN' | 'ONLINE' | 'OFFLINE' | 'STANDBY';
  boot: string;
  /** It cannot be known for sure whether it rests: STANDBY is as right as OFFLINE. */
  isVague: boolean;
  /** When the network is quiet and every patience has run out, ms. */
  at: number;
}

const KEEPALIVE_S = 60;
const MAX_DELAY_S = 30;
/** So long a device that restarts is waited for. */
const RETURN_S = 900;

/** Small, seeded, good enough to shuffle a network. */
function dice(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Life {
  now: number;
  boot: number;
  seq: number;
  /** The last announced end that arrived, while nothing that was sent later has: it is all that can be known. */
  left: DeathReason | undefined;
  clockMs: number;
  isDeaf: boolean;
  isVague: boolean;
  /** What the broker keeps for whoever subscribes anew. */
  kept: { birth?: DeviceHappening; death?: DeviceHappening };
}

/** Tells the story: what arrives when, in order of arrival, and what is true in the end. */
export function tell(story: Story): { arrivals: DeviceHappening[]; truth: Truth } {
  const roll = dice(story.noise);
  const arrivals: DeviceHappening[] = [];
  const life: Life = {
    ...{ now: START, boot: 1, seq: 0, left: undefined, clockMs: story.clockMs },
    // An end that does not tell its time cannot be put in order with what was sent shortly before and after.
    ...{ isDeaf: false, isVague: !story.hasDeathTime, kept: {} },
  };
  let isCalm = false;
  const boot = () => `b${life.boot}`;
  const ts = () => Math.max(0, life.now + life.clockMs);

  function deliver(happening: DeviceHappening): void {
    const delay = () => (!isCalm && roll() < 0.1 ? roll() * MAX_DELAY_S * 1000 : 20 + roll() * 480);
    arrivals.push({ ...happening, at: Math.round(happening.at + delay()) });
  }
  /** Answers whether it arrives at all. */
  function send(happening: DeviceHappening): boolean {
    if (happening.type === 'birth' || happening.type === 'death') life.kept[happening.type] = happening;
    const isLost = life.isDeaf || (!isCalm && roll() < 0.1);
    if (!isLost) deliver(happening);
    if (!isLost && !isCalm && roll() < 0.15) deliver(happening);
    if (!isLost && happening.type !== 'death') life.left = undefined;
    return !isLost;
  }
  const head = () => ({ at: life.now, retained: false });
  const stamp = () => ({ v: 1, boot: boot(), seq: life.seq++, ts: ts() }) as const;

  function birth(): void {
    const where = { class: 'eb_speaker', T: story.T, area: '441223100201', parent: 'pon-1' } as const;
    send({ type: 'birth', ...head(), body: { ...stamp(), ...where } });
  }
  function live(beats: number): void {
    for (let beat = 0; beat < beats; beat++) {
      life.now += story.T * 1000;
      send({ type: 'data', ...head(), body: { ...stamp(), m: {} } });
    }
  }
  function death(reason: DeathReason): boolean {
    const time = story.hasDeathTime && reason !== 'lost' ? { ts: ts() } : {};
    return send({ type: 'death', ...head(), body: { v: 1, boot: boot(), reason, ...time } });
  }
  function will({ will: when }: Pick<Step, 'will'>): void {
    const now = life.now;
    if (when === 'late') life.now += KEEPALIVE_S * 1500;
    if (when !== 'none') death('lost');
    life.now = now;
  }
  function goBlind(): void {
    if (life.isDeaf) return;
    life.isDeaf = true;
    arrivals.push({ type: 'blind', at: life.now, because: 'broker_link_lost' });
  }
  /** The broker gives what it has kept to whoever subscribes. */
  function seeAgain(): void {
    if (!life.isDeaf) return;
    life.isDeaf = false;
    arrivals.push({ type: 'sighted', at: life.now });
    for (const kept of [life.kept.birth, life.kept.death]) {
      if (kept) arrivals.push({ ...kept, retained: true, at: life.now + 50 } as DeviceHappening);
    }
    life.isVague = true;
  }
  /** What was sent before a clock was set, and what after, cannot be put in order for sure. */
  function setRight(): void {
    if (life.clockMs !== 0) life.isVague = true;
    life.clockMs = 0;
  }
  function act(step: Step, place: number): void {
    if (place === story.setRightAt) setRight();
    live(step.beats);
    if (step.what === 'we_are_blind') return goBlind();
    life.now += 1 + Math.floor(roll() * story.T * 1000);
    if (step.what === 'reconnect' || step.what === 'crash') will(step);
    else if (death(step.what)) life.left = step.what;
    life.now += step.awayS * 1000;
    if (step.isSameBoot) seeAgain();
    const isSame = step.what === 'reconnect' || (step.what === 'standby' && step.isSameBoot);
    if (!isSame) [life.boot, life.seq] = [life.boot + 1, 0];
    birth();
    seeAgain();
  }

  birth();
  story.steps.forEach(act);
  seeAgain();
  const truth = { link: end(), boot: boot(), isVague: life.isVague, at: life.now };
  arrivals.sort((a, b) => a.at - b.at);
  return { arrivals, truth };

  function end(): Truth['link'] {
    live(1);
    if (story.ending === 'lives') return endAlive();
    life.now += 1000;
    const hasRest = story.ending === 'rests' && death('standby');
    if (story.ending === 'dies') will({ will: roll() < 0.5 ? 'at_once' : 'none' });
    life.now += (MAX_DELAY_S + KEEPALIVE_S * 1.5 + story.T * 3 + 91) * 1000;
    if (hasRest) return 'STANDBY';
    if (life.left !== undefined) life.now += RETURN_S * 1000;
    if (life.left === 'standby' || life.left === 'shutdown') return 'STANDBY';
    return arrivals.some(isLive) ? 'OFFLINE' : 'UNKNOWN';
  }
  /** The network comes to rest; one interval and its grace later the truth must be known. */
  function endAlive(): Truth['link'] {
    live(Math.ceil((KEEPALIVE_S * 1.5 + MAX_DELAY_S) / story.T));
    isCalm = true;
    live(2);
    life.now += 1000;
    return 'ONLINE';
  }
}

function isLive(happening: DeviceHappening): boolean {
  return 'retained' in happening && !happening.retained;
}
