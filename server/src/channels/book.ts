import type { ChannelView } from '@fengsui/config/contract';
import type { KeptRecord, Records } from '../ledger/records/port.ts';
import { checkChannel, usersOf } from './checks.ts';
import type { ChannelDeps, ChannelRegistry, ChannelType } from './port.ts';
import { typeView, viewOf } from './views.ts';

export interface BookParts {
  records: Pick<Records, 'all' | 'get' | 'put' | 'remove'>;
  deps: ChannelDeps;
  types: readonly ChannelType[];
  trouble(id: string): string | undefined;
  refresh(): void;
}

/** What people read of channels and change in them. */
export function channelBook({
  records,
  deps,
  types,
  trouble,
  refresh,
}: BookParts): Pick<ChannelRegistry, 'types' | 'views' | 'view' | 'put' | 'remove'> {
  const shown = (record: KeptRecord): ChannelView => viewOf(record, types, trouble(record.id));

  return {
    types: () => types.map(typeView),
    views: () => records.all('channel').map(shown),
    view(id) {
      const record = records.get('channel', id);
      return record && shown(record);
    },
    put(id, body, change) {
      const before = records.get('channel', id);
      const checked = checkChannel(body, before, types, deps);
      if (!checked.ok) return { ok: false, because: 'wrong', faults: checked.faults };
      const kept = records.put({ kind: 'channel', id, value: checked.value, ...change });
      if (kept === 'changed_meanwhile') return { ok: false, because: kept };
      refresh();
      return { ok: true, view: shown(kept) };
    },
    remove(id, change) {
      const record = records.get('channel', id);
      if (!record) return { ok: false, because: 'unknown' };
      const users = usersOf(records.all('person'), id);
      if (users.length > 0) return { ok: false, because: 'in_use', users };
      const view = shown(record);
      records.remove({ kind: 'channel', id, ...change });
      refresh();
      return { ok: true, view };
    },
  };
}
