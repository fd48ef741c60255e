import { setTimeout as pause } from 'node:timers/promises';
import type { Dice } from './dice.ts';

/** Something that somebody did while everything was being killed. */
export interface Deed {
  act: 'open' | 'acknowledge' | 'resolve' | 'note';
  /** Its words, which are no other's. */
  words: string;
  /** What the server said; undefined where no answer came. */
  status: number | undefined;
}

export interface Acting {
  readonly deeds: readonly Deed[];
  /** Resolves when the last answer has come, or its time is over. */
  stop(): Promise<void>;
}

export interface ActingParts {
  base: string;
  persons: readonly string[];
  /** Incidents that somebody could have read of. */
  incidents(): readonly string[];
  /** What somebody may say is out of order, where nothing else does. */
  devices: readonly string[];
  dice: Dice;
}

const WITHIN_MS = 5_000;
const PAUSE_MS = [50, 500] as const;
/** The rest writes notes. What is acknowledged or resolved calls nobody any more. */
const OPENS = 0.35;
const ACKNOWLEDGES = 0.07;
const RESOLVES = 0.2;
const SEVERITIES = ['critical', 'major', 'minor', 'warning'] as const;

/** People who do things, one after the other, whether the server is there or not. None does a thing twice. */
export function startActing({ base, persons, incidents, devices, dice }: ActingParts): Acting {
  const deeds: Deed[] = [];
  let isStopped = false;

  function choose(): Deed['act'] {
    if (incidents().length === 0 || dice.chance(OPENS)) return 'open';
    if (dice.chance(ACKNOWLEDGES)) return 'acknowledge';
    return dice.chance(RESOLVES) ? 'resolve' : 'note';
  }

  async function does(act: Deed['act']): Promise<Deed> {
    const words = `示例 ${deeds.length + 1}`;
    const by = dice.pick(persons);
    const opening = { by, words, severity: dice.pick(SEVERITIES), device: dice.pick(devices) };
    const status =
      act === 'open'
        ? await post('/incidents', opening)
        : await post(`/incidents/${dice.pick(incidents())}/${act}`, { by, note: words });
    return { act, words, status };
  }

  function post(path: string, body: object): Promise<number | undefined> {
    return fetch(`${base}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(WITHIN_MS),
    })
      .then(async (answer) => (await answer.arrayBuffer(), answer.status))
      .catch(() => undefined);
  }

  async function goOn(): Promise<void> {
    while (!isStopped) {
      deeds.push(await does(choose()));
      await pause(dice.between(...PAUSE_MS));
    }
  }

  const done = goOn();
  return {
    deeds,
    stop() {
      isStopped = true;
      return done;
    },
  };
}
