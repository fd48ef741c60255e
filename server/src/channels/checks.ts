import type { ChannelBody, Json, Problem } from '@fengsui/config/contract';
import { ChannelBody as Body, Person } from '@fengsui/config/contract';
import type { KeptRecord } from '../ledger/records/port.ts';
import { openChannel } from './open-channel.ts';
import type { ChannelDeps, ChannelType } from './port.ts';
import { keepSecrets } from './secrets.ts';
import { typeNamed } from './views.ts';

type Faults = NonNullable<Problem['errors']>;
export type Checked = { ok: true; value: Json } | { ok: false; faults: Faults };

/** What is to be kept of a channel: secrets filled in, settings checked, and opened once to see that it can be. */
export function checkChannel(
  body: ChannelBody,
  before: KeptRecord | undefined,
  types: readonly ChannelType[],
  deps: ChannelDeps,
): Checked {
  const type = typeNamed(body.type, types);
  if (!type) return wrong('type', `is none of ${types.map((one) => one.type).join(', ')}`);
  const kept = keepSecrets(type.settings, body.settings, settingsBefore(before, body.type));
  if (!kept.ok) return { ok: false, faults: kept.names.map(mustBeGivenAgain) };
  const parsed = type.settings.safeParse(kept.settings);
  if (!parsed.success) return { ok: false, faults: parsed.error.issues.flatMap(faultsOf) };
  try {
    openChannel(type, kept.settings, deps);
  } catch (error) {
    return wrong('settings', (error as Error).message);
  }
  return { ok: true, value: { type: body.type, name: body.name, settings: parsed.data as Json } };
}

function settingsBefore(before: KeptRecord | undefined, type: string): ChannelBody['settings'] {
  const old = Body.safeParse(before?.value).data;
  return old?.type === type ? old.settings : {};
}

function mustBeGivenAgain(name: string): Faults[number] {
  return { path: `settings.${name}`, message: 'must be given again, as it goes to another address now' };
}

interface Issue {
  path: readonly PropertyKey[];
  message: string;
  keys?: readonly string[];
}

function faultsOf({ path, message, keys }: Issue): Faults {
  const at = (names: readonly PropertyKey[]): string => ['settings', ...names].map(String).join('.');
  if (!keys) return [{ path: at(path), message }];
  return keys.map((key) => ({ path: at([...path, key]), message: 'is not a setting of this kind' }));
}

function wrong(path: string, message: string): Checked {
  return { ok: false, faults: [{ path, message }] };
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
