import type { LinkState, RegionView } from '@fengsui/config/contract';
import type { Catalogue } from '../i18n/catalogue.ts';
import type { Formats } from '../i18n/format.ts';
import { ratio, tally } from './tally.ts';

export interface FigureView {
  name: string;
  label: string;
  value: string;
  /** The denominator and the share, or why there is none; '' for a plain count. */
  of: string;
  share: string;
  mark: LinkState | undefined;
  /** aside: worth knowing, never urgent. none: a zero that may be overlooked. loud: somebody must act. */
  weight: 'main' | 'plain' | 'aside' | 'none' | 'loud';
}

export function figuresOf(region: RegionView, text: Catalogue, formats: Formats): FigureView[] {
  const counts = tally(region);
  const plain = (
    name: string,
    label: string,
    n: number,
    mark: LinkState | undefined,
    loud = false,
  ): FigureView => ({
    name,
    label,
    value: formats.count(n),
    of: '',
    share: '',
    mark,
    weight: n === 0 ? 'none' : loud ? 'loud' : 'plain',
  });
  const { figures } = text;
  return [
    {
      name: 'online',
      label: figures.online,
      value: formats.count(counts.online),
      of: (counts.judged < counts.heard ? figures.ofJudged : figures.ofHeard)(formats.count(counts.judged)),
      share: shareText(counts.online, counts.judged, text, formats),
      mark: 'ONLINE',
      weight: 'main',
    },
    plain('offline', figures.offline, counts.offline, 'OFFLINE'),
    plain('suspect', figures.suspect, counts.suspect, 'SUSPECT'),
    plain('blind', figures.blind, counts.blind, 'BLIND', true),
    plain('standby', figures.standby, counts.standby, 'STANDBY'),
    ...(counts.unknown > 0 ? [plain('unknown', figures.unknown, counts.unknown, 'UNKNOWN')] : []),
    { ...plain('never', figures.neverHeard, counts.neverHeard, undefined), weight: 'aside' },
  ];
}

export function shareText(part: number, of: number, text: Catalogue, formats: Formats): string {
  const found = ratio(part, of);
  if (found.kind === 'none') return '';
  return found.kind === 'too_few' ? text.figures.tooFew : formats.percent(found.share);
}
