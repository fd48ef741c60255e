import type { ChannelBody, Json } from '@fengsui/config/contract';
import { ChannelBody as Body, Person } from '@fengsui/config/contract';
import { openChannel } from '../channels/open-channel.ts';
import type { ChannelDeps, ChannelType } from '../channels/port.ts';
import { typeNamed } from '../channels/registry.ts';
import { keepSecrets } from '../channels/secrets.ts';
import type { KeptRecord } from '../ledger/records/port.ts';
import { HttpProblem } from './problem.ts';

/** What is to be kept of a channel: secrets filled in, settings checked, and opened once to see that it can be. */
export function checkedChannel(
  body: ChannelBody,
  before: KeptRecord | undefined,
  types: readonly ChannelType[],
  deps: ChannelDeps,
): Json {
  const type = typeNamed(body.type, types);
  if (!type) throw misfit('type', `is none of ${types.map((one) => one.type).join(', ')}`);
  const settings = withOldSecrets(type, body, before);
  const parsed = type.settings.safeParse(settings);
  if (!parsed.success)
    throw new HttpProblem(
      400,
      'The settings do not fit; see errors.',
      parsed.error.issues.map(({ path, message }) => ({
        path: ['settings', ...path].map(String).join('.'),
        message,
      })),
    );
  try {
    openChannel(type, settings, deps);
  } catch (error) {
    throw misfit('settings', (error as Error).message);
  }
  return { type: body.type, name: body.name, settings: parsed.data as Json };
}

function withOldSecrets(
  type: ChannelType,
  { type: name, settings }: ChannelBody,
  before: KeptRecord | undefined,
): ChannelBody['settings'] {
  const old = Body.safeParse(before?.value).data;
  const kept = keepSecrets(type.settings, settings, old?.type === name ? old.settings : {});
  if (kept.ok) return kept.settings;
  throw new HttpProblem(
    400,
    'It goes to another address now, so that secrets must be given again; see errors.',
    kept.names.map((field) => ({ path: `settings.${field}`, message: 'must be given again' })),
  );
}

function misfit(path: string, message: string): HttpProblem {
  return new HttpProblem(400, 'The settings do not fit; see errors.', [{ path, message }]);
}

const MAX_NAMED = 10;

/** Names of the people who have a way through this channel. */
export function usersOf(persons: readonly KeptRecord[], channel: string): string[] {
  const users = persons.flatMap(({ value }) => {
    const person = Person.safeParse(value).data;
    return person?.ways.some((way) => way.channel === channel) ? [person.name] : [];
  });
  return users.slice(0, MAX_NAMED);
}
