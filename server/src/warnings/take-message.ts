import type { Actor, Warning, Words } from '@fengsui/config/contract';
import { createHash } from 'node:crypto';
import type { CapInfo, CapMessage } from './cap-message.ts';
import type { PlaceOfArea } from './places.ts';

/** What holds where a warning does not say when it ends. */
const WITHOUT_END_MS = 24 * 3_600_000;
const MAX_LISTED = 500;

export interface Taking {
  at: number;
  /** The folder, the feed, or by hand. */
  via: string;
  by: Actor;
}

/** The same message has the same id, however often and on whatever way it comes. */
function warningId({ identifier, sender, sent }: Pick<CapMessage, 'identifier' | 'sender' | 'sent'>): string {
  const hash = createHash('sha256').update(JSON.stringify([identifier, sender, sent]));
  return `cap-${hash.digest('hex').slice(0, 24)}`;
}

/** A message as it is kept: its places found, its times settled. `unknown` names areas that are none of ours. */
export function takeMessage(
  message: CapMessage,
  placeOf: PlaceOfArea,
  { at, via, by }: Taking,
): { warning: Warning; unknown: string[] } {
  const { main, english } = byLanguage(message.infos);
  const unknown = new Set<string>();
  const parts = main.map((info, i) => {
    const places = info.areas.map(placeOf);
    for (const name of places.flatMap((place) => place.unknown))
      if (unknown.size < MAX_LISTED) unknown.add(name);
    return {
      event: info.event,
      headline: wordsOf(info, english[i]),
      level: info.level,
      from: info.from,
      to: info.to ?? info.from + WITHOUT_END_MS,
      regions: [...new Set(places.flatMap(({ regions }) => regions))].slice(0, MAX_LISTED),
    };
  });
  const { identifier, sender, sent, status, message: kind, references } = message;
  const head = { id: warningId(message), identifier, sender, sent, status, message: kind, references };
  const elsewhere = [...unknown].map((name) => name.slice(0, 256));
  return {
    warning: { ...head, parts, elsewhere, takenAt: at, via: via.slice(0, 256), by, ended: null },
    unknown: elsewhere,
  };
}

/** A message says the same in several languages; Chinese is read first, then what names none. */
function byLanguage(infos: readonly CapInfo[]): { main: CapInfo[]; english: CapInfo[] } {
  const of = (language: string) => infos.filter((info) => info.language.startsWith(language));
  const unnamed = infos.filter(({ language }) => language === '');
  const main =
    [of('zh-cn'), of('zh'), unnamed, of(infos[0]?.language ?? '')].find(({ length }) => length > 0) ?? [];
  const english = of('en');
  return { main, english: english.length === main.length ? english : [] };
}

function wordsOf({ headline }: CapInfo, english: CapInfo | undefined): Words {
  return { zh: headline, en: english?.headline ?? headline };
}
