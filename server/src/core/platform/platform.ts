import type { BlindReason } from '../device/event.ts';
import type { Detector } from '../detector.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Finding } from '../incident/finding.ts';
import { NOTHING_TO_REPORT } from '../incident/finding.ts';

/** A link that is back within this time was not worth a word. */
const PATIENCE_MS = 5_000;

/** A restart is known to whoever did it, and the wall shows it; only a link that stays away is trouble. */
const TROUBLES: ReadonlySet<BlindReason> = new Set<BlindReason>([
  'broker_link_lost',
  'ingest_lag',
  'mass_loss',
  'nothing_heard',
]);

/** How long nobody is judged after very many fell silent without a common node. */
const MASS_LOSS_MS = 120_000;

/** So many devices must be heard before we believe that we hear. */
const ENOUGH_VOICES = 3;

const KEY = 'platform';

/** The server's own trouble: while it cannot see, that is one incident, and the only one. */
export function createPlatformDetector(fleet: Pick<Fleet, 'size' | 'states'>): Detector {
  let blindSince: { at: number; because: BlindReason } | undefined;
  let dueAt: number | undefined;
  let massLossUntil: number | undefined;
  let waitsForAnybody = false;
  const heardAgain = new Set<number>();

  const finding = (): Finding => ({
    key: KEY,
    type: 'platform',
    scope: { kind: 'platform', id: 'platform' },
    area: '',
    since: blindSince?.at ?? 0,
    severity: 'major',
    cause: 'PLATFORM',
    affected: { lost: 0, monitored: monitored(fleet), homes: 0, population: 0 },
    because: { reason: blindSince?.because ?? '', words: WORDS[blindSince?.because ?? 'broker_link_lost'] },
  });

  return {
    observe({ at, retained, state, message: { verb } }) {
      if (!waitsForAnybody || retained || (verb !== 'data' && verb !== 'birth')) return NOTHING_TO_REPORT;
      heardAgain.add(state.index);
      if (heardAgain.size < ENOUGH_VOICES) return NOTHING_TO_REPORT;
      waitsForAnybody = false;
      return [{ kind: 'sighted', at, because: 'nothing_heard' }];
    },
    nextWakeAt() {
      const soonest = Math.min(dueAt ?? Infinity, massLossUntil ?? Infinity);
      return soonest === Infinity ? undefined : soonest;
    },
    advance(at) {
      if (dueAt !== undefined && dueAt <= at) {
        dueAt = undefined;
        return [{ kind: 'found', at, finding: finding() }];
      }
      massLossUntil = undefined;
      return [{ kind: 'sighted', at, because: 'mass_loss' }];
    },
    blind(at, because) {
      if (because === 'nothing_heard') {
        waitsForAnybody = true;
        heardAgain.clear();
      }
      if (because === 'mass_loss') massLossUntil = at + MASS_LOSS_MS;
      blindSince ??= { at, because };
      dueAt = TROUBLES.has(because) ? at + PATIENCE_MS : undefined;
      return NOTHING_TO_REPORT;
    },
    sighted(at) {
      if (!blindSince) return NOTHING_TO_REPORT;
      const blindMs = at - blindSince.at;
      blindSince = undefined;
      dueAt = undefined;
      return [{ kind: 'gone', at, key: KEY, because: { blindMs } }];
    },
  };
}

const WORDS: Readonly<Record<BlindReason, { zh: string; en: string }>> = {
  broker_link_lost: {
    zh: '服务器与消息代理的连接中断，期间不作任何停机判断',
    en: 'The server has lost its broker; until it is back nobody is judged',
  },
  server_restarted: {
    zh: '服务器刚刚启动，等待设备重新上报',
    en: 'The server has just started and waits to hear from everybody',
  },
  ingest_lag: {
    zh: '消息到达严重滞后，暂停判断，待积压消化后恢复',
    en: 'Messages arrive far too late; nobody is judged until the backlog is gone',
  },
  stalled: {
    zh: '服务器一度停顿，所有时限顺延',
    en: 'The server stood still for a while; all due times move on',
  },
  nothing_heard: {
    zh: '全部设备同时无上报：总前端中断，或平台自身收不到消息；恢复上报前不作停机判断',
    en: 'Every device fell silent at once: the head-end is out, or nothing reaches us; until somebody is heard nobody is judged',
  },
  mass_loss: {
    zh: '大量设备同时失联但没有共同的上级节点，疑为平台自身故障，暂停判断',
    en: 'Very many devices fell silent at once without a common node: our own side is suspected, nobody is judged',
  },
};

function monitored(fleet: Pick<Fleet, 'states'>): number {
  let count = 0;
  for (const { lastSeenAt } of fleet.states()) if (lastSeenAt !== null) count++;
  return count;
}
