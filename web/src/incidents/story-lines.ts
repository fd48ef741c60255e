import type { IncidentFact, PageFact, PagingLine, TimelineLine } from '@fengsui/config/contract';
import { lostText } from '../wall/incident-words.ts';
import type { Said, Teller } from './story.ts';
import { handlingWords, pageWords } from './story.ts';

/** Any line of a timeline as a sentence. */
export function tellLine(
  line: TimelineLine,
  teller: Teller,
  reasonOf: (fact: PageFact) => PagingLine | undefined,
): Said {
  if (line.kind === 'handling') return handlingWords(line, teller);
  return line.kind === 'page' ? pageWords(line, reasonOf(line), teller) : troubleWords(line, teller);
}

function troubleWords({ change, severity, cause, type, affected }: IncidentFact, teller: Teller): Said {
  const { text, formats } = teller;
  const { incidents } = text;
  return {
    sentence: incidents.change[change],
    quote: '',
    more: [
      incidents.severity[severity],
      incidents.cause[cause],
      affected.monitored > 0 ? lostText({ type, cause, affected }, text, formats) : '',
    ].filter(Boolean),
  };
}
