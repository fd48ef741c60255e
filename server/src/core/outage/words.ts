import type { CauseEvidence, CauseReason } from './cause.ts';
import type { OutageShape } from './outage.ts';

/** The same said in both languages. */
export interface Words {
  zh: string;
  en: string;
}

/** What the sentence needs to know. */
export interface OutageStory {
  shape: OutageShape;
  place: string;
  misses: number;
  lost: number;
  monitored: number;
  survivors: number;
  returned: number;
  /** Who was heard next to it, and shows that what lies above is well. */
  above: { place: string; device: string } | null;
  /** The lower end of a stretch that cannot be told apart, by its upper end. */
  segmentTop: string | null;
  cause: CauseEvidence;
}

/** What happened, how it is known, and why, as a duty engineer would say it. */
export function tellStory(story: OutageStory): Words {
  return join([what(story), how(story), where(story), why(story), back(story)]);
}

function what({ shape, place, lost, monitored }: OutageStory): Words {
  if (shape === 'lone') return { zh: `${place}失联`, en: `${place} is silent` };
  if (shape === 'part') {
    return {
      zh: `${place}下部分中断：${monitored} 台在线设备中至少 ${lost} 台失联`,
      en: `A part below ${place} is out: at least ${lost} of ${monitored} devices are silent`,
    };
  }
  return {
    zh: `${place}中断：${monitored} 台在线设备中至少 ${lost} 台失联，其间无一上报`,
    en: `${place} is out: at least ${lost} of ${monitored} devices are silent, and none has been heard since`,
  };
}

function how({ shape, misses }: OutageStory): Words {
  if (shape === 'lone')
    return { zh: `连续 ${misses} 次未按时上报`, en: `it has missed ${misses} beats in a row` };
  return { zh: `判定时已有 ${misses} 台到期未报`, en: `it was called when ${misses} due beats were missing` };
}

function where({ above, segmentTop, survivors, shape }: OutageStory): Words | null {
  if (segmentTop !== null) {
    return {
      zh: `与上级 ${segmentTop} 之间暂无法区分`,
      en: `it cannot be told apart yet from what lies up to ${segmentTop}`,
    };
  }
  if (shape === 'part') return { zh: `${survivors} 台仍正常`, en: `${survivors} are well` };
  if (!above) return null;
  return {
    zh: `上级 ${above.place} 下的 ${above.device} 仍有上报，故上级正常`,
    en: `${above.device} below ${above.place} is heard, so what lies above is well`,
  };
}

const REASONS: Readonly<Record<CauseReason, (evidence: CauseEvidence) => Words>> = {
  no_evidence_yet: () => ({ zh: '原因尚无证据', en: 'nothing speaks for a cause yet' }),
  dying_gasps: ({ gasps }) => ({
    zh: `${gasps} 台发出掉电告警，判为停电`,
    en: `${gasps} sent a dying gasp: power`,
  }),
  fresh_boots: ({ fresh, returned }) => ({
    zh: `恢复的 ${returned} 台中 ${fresh} 台为重新开机，判为停电`,
    en: `${fresh} of the ${returned} that came back had been started anew: power`,
  }),
  same_boots: ({ running, returned }) => ({
    zh: `恢复的 ${returned} 台中 ${running} 台一直在运行，判为线路`,
    en: `${running} of the ${returned} that came back had been running all the while: the line`,
  }),
  gap_was_buffered: ({ buffered, returned }) => ({
    zh: `恢复的 ${returned} 台中 ${buffered} 台补传了中断期间的数据，仅回传中断，业务未断`,
    en: `${buffered} of the ${returned} that came back sent what they had measured meanwhile: only the backhaul was out`,
  }),
  announced_upgrade: () => ({
    zh: '设备预告升级后未按时恢复',
    en: 'they had announced an upgrade and did not return',
  }),
  signal_fell_before: () => ({
    zh: '失联前信号持续下降，疑为天气',
    en: 'the signal had been falling before: weather',
  }),
  mixed: () => ({
    zh: '恢复情况不一，原因不明',
    en: 'they came back in different ways; the cause is not clear',
  }),
};

function why({ cause }: OutageStory): Words {
  return REASONS[cause.reason](cause);
}

function back({ returned, lost }: OutageStory): Words | null {
  if (returned === 0) return null;
  return { zh: `已恢复 ${returned}/${lost} 台`, en: `${returned} of ${lost} are back` };
}

function join(parts: readonly (Words | null)[]): Words {
  const said = parts.filter((part) => part !== null);
  return { zh: `${said.map(({ zh }) => zh).join('；')}。`, en: `${said.map(({ en }) => en).join('; ')}.` };
}
