import type { ServiceProfile, ServiceStandard } from '@fengsui/config/contract';
import type { Subject } from './subject.ts';
import { matches } from './subject.ts';

export interface Choice {
  profile: ServiceProfile;
  /** Why this one: the standard's version, and the place of the rule in its list, from 0; null where none fits. */
  because: { standard: string; rule: number | null };
}

/** The profile of the first rule that fits, with the reason. */
export function chooseProfile(standard: ServiceStandard, subject: Subject): Choice {
  const { version, rules, otherwise, profiles } = standard;
  const rule = rules.findIndex(({ when }) => matches(when, subject));
  const wanted = rules[rule]?.profile ?? otherwise;
  const profile = profiles.find(({ id }) => id === wanted);
  // The schema refuses a standard that names a profile which it does not have.
  if (!profile) throw new Error(`service standard ${version} has no profile ${wanted}`);
  return { profile, because: { standard: version, rule: rule < 0 ? null : rule } };
}
