import type {
  Actor,
  Json,
  LevelEntry,
  Warning,
  WarningOutcome,
  WarningView,
  Words,
} from '@fengsui/config/contract';
import { Warning as WarningSchema } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';
import type { Records } from '../ledger/records/port.ts';
import type { CapMessage } from './cap-message.ts';
import { judgeWarnings } from './judge-warnings.ts';
import type { PlaceOfArea } from './places.ts';
import { takeMessage } from './take-message.ts';

export interface WarningStore {
  /** Takes a warning in; the same once more changes nothing. */
  take(message: CapMessage, via: string, by?: Actor): WarningOutcome;
  /** Newest first. */
  all(): Warning[];
  view(warning: Warning): WarningView;
  get(id: string): Warning | undefined;
  /** What they switch on. */
  entries(): LevelEntry[];
  /** By hand, before its time. */
  end(id: string, by: Actor): void;
}

interface StoreParts {
  records: Pick<Records, 'all' | 'put' | 'remove'>;
  placeOf: PlaceOfArea;
  clock: Pick<Clock, 'now'>;
  onChange(): void;
}

/** Those that ended longer ago make room; what still holds never does. */
const KEPT_MS = 30 * 24 * 3_600_000;
const MAX_KEPT = 2_000;
const MAX_ENTRIES = 20_000;
const HOUSEKEEPER: Actor = { kind: 'program', id: 'warnings', name: '预警 Warnings' };

/** The warnings that concern this site, kept in the ledger. */
export function createWarningStore({ records, placeOf, clock, onChange }: StoreParts): WarningStore {
  const kept = new Map<string, Warning>();
  for (const { value } of records.all('warning')) {
    const { success, data } = WarningSchema.safeParse(value);
    if (success) kept.set(data.id, data);
  }

  let judged = judgeWarnings([...kept.values()]);

  const view = (warning: Warning): WarningView => judged.view(warning, clock.now());

  function keep(warning: Warning, by: Actor): void {
    records.put({ kind: 'warning', id: warning.id, value: warning as unknown as Json, by, at: clock.now() });
    kept.set(warning.id, warning);
    judged = judgeWarnings([...kept.values()]);
    onChange();
  }

  function makeRoom(): void {
    const until = (warning: Warning): number =>
      Math.max(warning.takenAt, ...warning.parts.map(({ to }) => to));
    const oldest = [...kept.values()].sort((a, b) => until(a) - until(b));
    for (const warning of oldest) {
      const isOld = until(warning) < clock.now() - KEPT_MS;
      if (!isOld && (kept.size < MAX_KEPT || until(warning) > clock.now())) return;
      records.remove({ kind: 'warning', id: warning.id, by: HOUSEKEEPER, at: clock.now() });
      kept.delete(warning.id);
    }
  }

  return {
    take(message, via, by = programOf(message.sender)) {
      const { warning, unknown } = takeMessage(message, placeOf, { at: clock.now(), via, by });
      const outcome = { unknownAreas: unknown };
      const known = kept.get(warning.id);
      if (known) return { ...outcome, outcome: 'known', warning: view(known), remarks: [] };
      const refersTo = [...kept.values()].filter((one) => isMeantBy(warning, one));
      if (refersTo.length === 0 && !warning.parts.some(({ regions }) => regions.length > 0))
        return { ...outcome, outcome: 'elsewhere', warning: null, remarks: [] };
      makeRoom();
      if (kept.size >= MAX_KEPT || judged.entries().length >= MAX_ENTRIES)
        return { ...outcome, outcome: 'full', warning: null, remarks: [FULL] };
      keep(warning, by);
      return { ...outcome, outcome: 'taken', warning: view(warning), remarks: remarksOn(warning, refersTo) };
    },
    all: () => [...kept.values()].sort((a, b) => b.takenAt - a.takenAt || (a.id < b.id ? -1 : 1)),
    view,
    get: (id) => kept.get(id),
    entries: () => judged.entries(),
    end(id, by) {
      const warning = kept.get(id);
      if (warning && !warning.ended) keep({ ...warning, ended: { at: clock.now(), by } }, by);
    },
  };
}

const programOf = (sender: string): Actor => ({ kind: 'program', id: 'warnings', name: sender.slice(0, 64) });

const isMeantBy = ({ references }: Warning, { identifier }: Warning): boolean =>
  references.some((reference) => reference.identifier === identifier);

const FULL: Words = { zh: '预警已存满，未能收下', en: 'too many warnings are kept: not taken' };
const NOT_ACTUAL: Words = {
  zh: '演练、测试或草稿：不会启动响应级别',
  en: 'an exercise, a test or a draft: switches no level',
};
const REFERS_TO_NOTHING: Words = {
  zh: '所引用的预警不在此处',
  en: 'refers to a warning that is not known here',
};
const OTHER_SENDER: Words = {
  zh: '引用了其他发布单位的预警，不予解除或更新',
  en: 'refers to a warning of another sender, which it cannot end',
};
const NO_LEVEL: Words = { zh: '没有可识别的预警等级', en: 'names no severity that is a level' };
const ENDS_EARLY: Words = { zh: '结束时间不晚于开始时间', en: 'ends before it begins' };

/** What may surprise whoever hands it in. */
function remarksOn(warning: Warning, refersTo: readonly Warning[]): Words[] {
  const { status, message, parts, sender } = warning;
  const isAlert = message === 'alert';
  const says = message !== 'cancel';
  return [
    ...(status === 'actual' ? [] : [NOT_ACTUAL]),
    ...(!isAlert && refersTo.length === 0 ? [REFERS_TO_NOTHING] : []),
    ...(!isAlert && refersTo.some((one) => one.sender !== sender) ? [OTHER_SENDER] : []),
    ...(says && parts.every(({ level }) => level === null) ? [NO_LEVEL] : []),
    ...(says && parts.some(({ from, to }) => to <= from) ? [ENDS_EARLY] : []),
  ];
}
