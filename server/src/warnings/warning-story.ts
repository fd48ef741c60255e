import type { Actor } from '@fengsui/config/contract';
import { pino } from 'pino';
import type { WarningChange } from '../core/level/readiness-warnings.ts';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import type { Records } from '../ledger/records/port.ts';
import type { SampleCap } from './sample-cap.ts';
import { bytesOf, sampleXml } from './sample-cap.ts';
import type { WarningParts } from './start-warnings.ts';
import { startWarnings } from './start-warnings.ts';

export const HOUR = 3_600_000;
/** 06:00 on the site's clock; the onset of the sample warning is at 09:00, its end at 21:00. */
export const SIX = Date.parse('2026-11-21T22:00:00Z');
export const LI: Actor = { kind: 'person', id: 'li', name: '示例李' };
const DEQING = ['441226', '441200'];

const division = (code: string, parent: string, level: 'city' | 'county', name: string) =>
  [code, { code, parent, level, name }] as const;

const SITE: WarningParts['site'] = {
  divisions: new Map([
    division('441200', '440000', 'city', '肇庆市'),
    division('441223', '441200', 'county', '广宁县'),
    division('441226', '441200', 'county', '德庆县'),
  ]),
  boundaries: undefined,
  top: '441200',
  info: { name: '示例', timezone: 'Asia/Shanghai', invented: true },
};

export type WarningStory = ReturnType<typeof warningStory>;

/** For tests: warnings and levels as they come and go with time. */
export function warningStory(records: Records, at = SIX) {
  const clock: FakeClock = createFakeClock(at);
  const changes: WarningChange[] = [];
  const start = () =>
    startWarnings({
      settings: { feeds: [] },
      ...{ records, site: SITE, clock, log: pino({ level: 'silent' }), random: () => 0.5 },
      onWarning: (change) => changes.push(change),
    });
  let warnings = start();

  function take(over: SampleCap = {}) {
    const taken = warnings.take(bytesOf(sampleXml(over)), LI);
    if (!taken.ok) throw new Error(JSON.stringify(taken.faults));
    return taken.outcome;
  }

  return {
    clock,
    records,
    /** What the readiness detector was told. */
    changes,
    take,
    desk: () => warnings.desk,
    store: () => warnings.store,
    cancel: (of: string, over: SampleCap = {}) =>
      take({ identifier: `cancel-${of}`, msgType: 'Cancel', references: refer(of), ...over }),
    restart(): void {
      warnings.stop();
      warnings = start();
    },
    level: (chain = DEQING) => warnings.desk.levels().levelAt(chain, clock.now())?.level,
    states: () =>
      warnings.store
        .all()
        .map((one) => [one.identifier, warnings.store.view(one).state].join(' '))
        .sort(),
    untilOnset: () => clock.pass(SIX + 3 * HOUR - clock.now()),
    /** Without the look of every second. */
    passQuickly(ms: number): void {
      warnings.stop();
      clock.pass(ms);
    },
  };
}

export const refer = (identifier: string, sender = 'shili@example.invalid'): string =>
  `${sender},${identifier},2026-11-22T08:00:00+08:00`;
