import type { ContactWay, Severity } from '@fengsui/config/contract';
import type { PersonInput } from '../stage.ts';
import { stage } from '../stage.ts';
import { severityWords } from '../text/terms.ts';

/** By which ways a person is reached for something as grave as this. */
export const route = stage<PersonInput, 'reached_by' | 'no_way' | 'no_way_for_severity'>({
  name: 'route',
  judge({ person, severity }) {
    const channels = waysFor(person.ways, severity).map(({ channel }) => channel);
    if (channels.length > 0) return { verdict: 'pass', because: { reason: 'reached_by', channels } };
    const reason = person.ways.length > 0 ? 'no_way_for_severity' : 'no_way';
    return { verdict: 'stop', because: { reason, severity } };
  },
  reasons: {
    reached_by: ({ channels }) => ({
      zh: `通过 ${listOf(channels)}`,
      en: `by ${listOf(channels)}`,
    }),
    no_way: () => ({ zh: '此人没有任何联系方式', en: 'there is no way to reach this person' }),
    no_way_for_severity: ({ severity }) => ({
      zh: `此人没有接收${severityWords(severity).zh}级的联系方式`,
      en: `this person has no way for severity ${severityWords(severity).en.toLowerCase()}`,
    }),
  },
});

export function waysFor(ways: readonly ContactWay[], severity: Severity): ContactWay[] {
  return ways.filter(({ severities }) => severities.length === 0 || severities.includes(severity));
}

const listOf = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : '');
