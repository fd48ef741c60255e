import type { Ledger } from '../ledger/port.ts';
import type { Division } from '../site/model.ts';

/**
 * Why a server may not start with the counties that it is to serve: each must be judged by one server
 * only, which has all that was known of it. Undefined where it may.
 */
export function whyNotServe(
  ledger: Pick<Ledger, 'handOvers' | 'counties'>,
  counties: readonly string[] | undefined,
  divisions: ReadonlyMap<string, Division>,
): string | undefined {
  const unknown = counties?.find((county) => !divisions.has(county));
  if (unknown !== undefined) return `${unknown} in counties is no division of the site`;
  const steps = new Map(ledger.handOvers().map((step) => [step.county, step]));
  for (const { county, state, peer } of steps.values()) {
    if (state === 'awaited')
      return `${county} is awaited: bring its bundle (fengsui take-over --bundle FILE), or give it up (fengsui take-over --abandon ${county})`;
    if (state === 'handed_over' && (counties?.includes(county) ?? true))
      return `${county} was handed over to ${peer}: leave it out of counties, or take it over again`;
  }
  if (counties === undefined) return undefined;
  const kept = Object.entries(ledger.counties()).filter(([county]) => divisions.has(county));
  const left = kept.find(([county]) => !counties.includes(county));
  return (
    left &&
    `${left[1]} devices of ${left[0]} are kept here, which is not in counties: hand it over (fengsui hand-over), or serve it`
  );
}
