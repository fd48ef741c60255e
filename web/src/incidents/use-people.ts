import type { ComputedRef, InjectionKey, ShallowRef } from 'vue';
import { computed, inject, onScopeDispose, shallowReadonly, shallowRef } from 'vue';
import type { Memory } from '../i18n/language.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import type { IncidentsApi, PersonName, TeamName } from './incidents-api.ts';

/** Who can do something or be given it, and who sits here. */
export interface People {
  persons: Readonly<ShallowRef<readonly PersonName[]>>;
  teams: Readonly<ShallowRef<readonly TeamName[]>>;
  /** By id, in the reader's language. */
  names: ComputedRef<ReadonlyMap<string, string>>;
  /** The id of whoever sits here; '' where nobody has said so: then whoever signed in. */
  me: Readonly<ShallowRef<string>>;
  iAm(id: string): void;
  /** Whose act it is, as a call says it. */
  by(): { by?: string };
}

export const PEOPLE: InjectionKey<People> = Symbol('people');

export function createPeople(api: IncidentsApi, memory: Memory): People {
  const { language } = useI18n();
  const persons = shallowRef<readonly PersonName[]>([]);
  const teams = shallowRef<readonly TeamName[]>([]);
  const me = shallowRef('');
  const reading = new AbortController();
  onScopeDispose(() => reading.abort());

  void api.persons(reading.signal).then((answer) => {
    if (!answer.ok) return;
    persons.value = answer.value;
    const remembered = memory.read() ?? '';
    // Whoever has left since is nobody any more.
    me.value = answer.value.some(({ id }) => id === remembered) ? remembered : '';
  });
  void api.teams(reading.signal).then((answer) => {
    if (answer.ok) teams.value = answer.value;
  });
  return {
    ...{ persons: shallowReadonly(persons), teams: shallowReadonly(teams), me: shallowReadonly(me) },
    names: computed(
      () =>
        new Map([
          ...persons.value.map(({ id, name }) => [id, name] as const),
          ...teams.value.map(({ id, name }) => [id, name[language.value]] as const),
        ]),
    ),
    iAm: (id) => {
      me.value = id;
      memory.write(id);
    },
    by: () => (me.value ? { by: me.value } : {}),
  };
}

export function usePeople(): People {
  const people = inject(PEOPLE);
  if (!people) throw new Error('PEOPLE is not provided');
  return people;
}
