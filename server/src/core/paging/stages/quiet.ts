import type { PagedPerson, PagingWorld } from '../model.ts';
import type { PersonInput } from '../stage.ts';
import { stage } from '../stage.ts';
import { severityWords } from '../text/terms.ts';

const MINUTE_MS = 60_000;
const DAY_MIN = 24 * 60;

/** At night only what a person wants to be woken for; the rest waits for the morning. */
export const quiet = stage<
  PersonInput,
  'awake' | 'grave_enough_to_wake' | 'joins_what_waits' | 'quiet_hours'
>({
  name: 'quiet',
  judge({ at, incident, person, severity, tray }, world) {
    const until = quietUntil(person, at, world);
    if (until === undefined) return { verdict: 'pass', because: { reason: 'awake' } };
    if (person.quiet?.except.includes(severity))
      return { verdict: 'pass', because: { reason: 'grave_enough_to_wake', severity } };
    if (tray.items.get(incident.id)?.until === null)
      return { verdict: 'pass', because: { reason: 'joins_what_waits' } };
    return { verdict: 'hold', because: { reason: 'quiet_hours', until }, until };
  },
  reasons: {
    awake: () => ({ zh: '不在静默时段', en: 'outside quiet hours' }),
    grave_enough_to_wake: ({ severity }) => ({
      zh: `静默时段，但${severityWords(severity).zh}级照常呼叫`,
      en: `quiet hours, but severity ${severityWords(severity).en.toLowerCase()} wakes`,
    }),
    joins_what_waits: () => ({ zh: '并入即将发出的消息', en: 'joins the message that is about to go' }),
    quiet_hours: ({ until }, time) => ({
      zh: `静默时段，等到 ${time(Number(until))}`,
      en: `quiet hours: held until ${time(Number(until))}`,
    }),
  },
});

/** When the person's quiet hours end that it is now within, ms UTC. */
function quietUntil({ quiet: hours }: PagedPerson, at: number, world: PagingWorld): number | undefined {
  if (!hours) return undefined;
  const [from, to, now] = [minutes(hours.from), minutes(hours.to), world.minutesOfDay(at)];
  const since = (now - from + DAY_MIN) % DAY_MIN;
  const length = (to - from + DAY_MIN) % DAY_MIN;
  if (since >= length) return undefined;
  return at - (at % MINUTE_MS) + (length - since) * MINUTE_MS;
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
