import type { HandlingChange, HandlingFact, Json, PagingLine, ServiceClock } from '@fengsui/config/contract';
import type { IncidentDetail, PageFact, TimelineLine } from '@fengsui/config/contract';
import { Milestone, ReportChannel } from '@fengsui/config/contract';
import type { Catalogue } from '../i18n/catalogue.ts';
import type { Formats } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import { pauseName } from './refusal-words.ts';

export type StoryKind = 'incident' | 'handling' | 'page';

/** What a sentence of the timeline is written with. */
export interface Teller {
  text: Catalogue;
  formats: Formats;
  language: Language;
  now: number;
  clocks: readonly ServiceClock[];
}

/** What a person did, or the program on its own: a sentence, what was said with it, and what it rests on. */
export interface Said {
  sentence: string;
  /** In the words of whoever did it. */
  quote: string;
  more: readonly string[];
}

type Because = Readonly<Record<string, Json>>;
type More = (because: Because, teller: Teller) => (string | false)[];

export function handlingWords(fact: HandlingFact, teller: Teller): Said {
  const { change, because, why } = fact;
  const [who, what] = actorsOf(fact, teller);
  return {
    sentence: teller.text.work.said[change](who, what),
    quote: why ?? '',
    more: (MORE[change]?.(because, teller) ?? []).filter((one) => one !== false && one !== '') as string[],
  };
}

/** Who did it, and to whom or about what. */
function actorsOf({ change, by, owner, because, stage }: HandlingFact, teller: Teller): [string, string] {
  const { text } = teller;
  const { work } = text;
  const name = by.kind === 'program' ? work.story.program : by.name;
  const about: Partial<Record<HandlingChange, [string, string]>> = {
    detected: [owner.name, ''],
    reopened: [owner.name, ''],
    ack_expired: [owner.name, ''],
    assigned: [name, owner.name],
    dispatched: [name, owner.name],
    merged: [String(because['into'] ?? '?'), ''],
    promised: [String(because['profile'] ?? '?'), ''],
    breached: [clockName(because['clock'], teller), ''],
    stuck: [work.stage[stage], ''],
    paused: [name, pauseName(because['reason'], work)],
    reported: [name, channelName(because['channel'], teller)],
  };
  return about[change] ?? [name, ''];
}

const MORE: Partial<Record<HandlingChange, More>> = {
  acknowledged: ({ until }, teller) => [at(until, teller, teller.text.work.story.until)],
  dispatched: ({ appointmentAt, order }, teller) => [
    at(appointmentAt, teller, teller.text.work.story.appointment),
    typeof order === 'string' && teller.text.work.story.order(order),
  ],
  noted: ({ milestone, feedback }, { text }) => [
    milestoneWords(milestone, text),
    feedback === 'not_reached' && text.work.story.notReached,
  ],
  restored: ({ provenBy, cause }, { text: { work } }) => [
    provenBy === 'nobody' ? work.story.provenByNobody : work.story.provenByDevices,
    typeof cause === 'string' && cause,
  ],
  disputed: (because, teller) => [devices(because, teller)],
  fed_back: ({ satisfaction }, { text, formats }) => [
    typeof satisfaction === 'number' && text.work.story.satisfaction(formats.count(satisfaction)),
  ],
  closed: ({ reason }, { text }) => [closedWords(reason, text)],
  reported: ({ escalated, ref }, { text: { work } }) => [
    escalated === true && work.story.overHeads,
    typeof ref === 'string' && work.story.ref(ref),
  ],
  promised: ({ profile, level }, teller) => [
    promisedWords(profile, teller),
    typeof level === 'string' && teller.text.work.story.level(level),
  ],
};

const at = (value: Json | undefined, { formats, now }: Teller, say: (at: string) => string): string | false =>
  typeof value === 'number' && say(formats.moment(value, now));

function devices({ lost, monitored }: Because, { text, formats }: Teller): string | false {
  if (typeof lost !== 'number' || typeof monitored !== 'number') return false;
  return text.incidents.affected(formats.count(lost), formats.count(monitored));
}

function milestoneWords(milestone: Json | undefined, { work }: Catalogue): string | false {
  const known = Milestone.extract(['contacted', 'located', 'visited']).safeParse(milestone);
  return known.success && work.story.milestone(work.milestone[known.data]);
}

function closedWords(reason: Json | undefined, { work }: Catalogue): string | false {
  const words: Readonly<Record<string, string>> = work.story.closedBecause;
  return typeof reason === 'string' && (words[reason] ?? false);
}

function channelName(channel: Json | undefined, { text }: Teller): string {
  const known = ReportChannel.safeParse(channel);
  return known.success ? text.work.fresh.channels[known.data] : '';
}

function clockName(id: Json | undefined, { clocks, language }: Teller): string {
  return clocks.find((clock) => clock.id === id)?.name[language] ?? String(id ?? '?');
}

function promisedWords(
  profile: Json | undefined,
  { clocks, text, formats, language }: Teller,
): string | false {
  const { story } = text.work;
  const list = clocks.filter((clock) => clock.profile === profile);
  const named = list.map(({ name, withinMs }) => story.promise(name[language], formats.duration(withinMs)));
  return named.length > 0 && story.promises(named.join(text.comma));
}

/** One line about a call: with the server's reason where it is at hand, otherwise what happened. */
export function pageWords(
  { person, about, change }: Pick<PageFact, 'person' | 'about' | 'change'>,
  reason: PagingLine | undefined,
  { text, language }: Teller,
): Said {
  const { paging } = text.work;
  const who = person?.name ?? paging.nobody;
  const sentence = paging.said[change](who, paging.about[about]);
  return { sentence, quote: '', more: reason ? [reason.words[language]] : [] };
}

const keyOf = ({
  at: when,
  change,
  about,
  person,
  message,
}: Omit<PageFact, 'kind' | 'verdicts' | 'because'>) => [when, change, about, person?.id, message].join('|');

/** The server's sentences, to be found by the line that they explain. */
export function reasonsByLine(lines: readonly PagingLine[]): (fact: PageFact) => PagingLine | undefined {
  const byKey = new Map(lines.map((line) => [keyOf(line), line]));
  return (fact) => byKey.get(keyOf(fact));
}

/** Newest first; of one kind where only that is asked for. */
export function storyLines(
  { timeline }: Pick<IncidentDetail, 'timeline'>,
  kind: StoryKind | 'all',
): TimelineLine[] {
  return timeline.filter((line) => kind === 'all' || line.kind === kind).reverse();
}
