import type { IncidentItem } from '@fengsui/config/contract';
import { IncidentType, Severity, Stage } from '@fengsui/config/contract';

/** Which incidents are listed. `open`: all that are not closed. */
export interface ListFilter {
  stage: Stage | 'open';
  /** The code of a division; '' for all. */
  region: string;
  type: IncidentType | '';
}

const PAGE = 100;

/** As it stands in the page's address: what is not there, or not known, is everything. */
export function readFilter(search: string): ListFilter {
  const query = new URLSearchParams(search);
  const stage = Stage.safeParse(query.get('stage'));
  const type = IncidentType.safeParse(query.get('type'));
  return {
    stage: stage.success ? stage.data : 'open',
    region: /^\d{6,12}$/.exec(query.get('region') ?? '')?.[0] ?? '',
    type: type.success ? type.data : '',
  };
}

export function writeFilter({ stage, region, type }: ListFilter): string {
  const query = new URLSearchParams();
  if (stage !== 'open') query.set('stage', stage);
  if (region) query.set('region', region);
  if (type) query.set('type', type);
  const text = query.toString();
  return text && `?${text}`;
}

/** The same as a question to the server, with a count of every stage. */
export function filterQuery(
  { stage, region, type }: ListFilter,
  cursor: string | undefined,
): URLSearchParams {
  const query = new URLSearchParams({ limit: String(PAGE), counts: 'stages' });
  query.set('state', stage === 'closed' ? 'closed' : 'open');
  if (stage !== 'open') query.set('stage', stage);
  if (region) query.set('region', region);
  if (type) query.set('type', type);
  if (cursor !== undefined) query.set('cursor', cursor);
  return query;
}

/** What is open: the worst first, and of one severity whatever is due first. What is closed stays as it comes. */
export function inOrder(items: readonly IncidentItem[], { stage }: ListFilter): IncidentItem[] {
  if (stage === 'closed') return [...items];
  const rank = ({ severity }: IncidentItem): number => Severity.options.indexOf(severity);
  const due = ({ dueAt }: IncidentItem): number => dueAt ?? Number.MAX_SAFE_INTEGER;
  return [...items].sort((a, b) => rank(a) - rank(b) || due(a) - due(b) || (a.id < b.id ? -1 : 1));
}
