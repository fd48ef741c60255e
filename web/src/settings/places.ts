import type { RegionView } from '@fengsui/config/contract';

export interface Place {
  code: string;
  name: string;
}

/** The whole first, then its counties by their codes. */
export function placesOf(regions: Readonly<Record<string, RegionView>>, top: string): Place[] {
  const rank = ({ code }: Place): string => (code === top ? '' : code);
  return Object.values(regions)
    .map(({ code, name }) => ({ code, name }))
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
