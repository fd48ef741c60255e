import type { WeekAnswer, Words } from '@fengsui/config/contract';
import { LEAST_DEVICES } from '@fengsui/config/contract';

const HOURS = 24;
const DAYS_ZH = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];
const DAYS_EN = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const GROUPS: Readonly<Record<string, Words>> = {
  '0123456': { zh: '每天', en: 'Every day' },
  '01234': { zh: '工作日', en: 'Weekdays' },
  '56': { zh: '周末', en: 'Weekends' },
};
/** So many days in a row are told by the first and the last of them. */
const LEAST_ROW = 3;

/** `工作日 19–22 时`, `Weekdays 19:00–22:00`. */
export function stretchWords(days: readonly number[], start: number, hours: number): Words {
  const { zh, en } = dayWords(days);
  if (hours >= HOURS) return { zh: `${zh}全天`, en: `${en}, all day` };
  const end = start + hours;
  const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
  if (end <= HOURS) return { zh: `${zh} ${start}–${end} 时`, en: `${en} ${clock(start)}–${clock(end)}` };
  return {
    zh: `${zh} ${start}–次日 ${end - HOURS} 时`,
    en: `${en} ${clock(start)}–${clock(end - HOURS)} (next day)`,
  };
}

function dayWords(days: readonly number[]): Words {
  const group = GROUPS[days.join('')];
  if (group) return group;
  const [zh, en] = [DAYS_ZH, DAYS_EN].map((names) => days.map((day) => names[day] ?? ''));
  const isRow = days.length >= LEAST_ROW && days.every((day, i) => day === (days[0] ?? 0) + i);
  if (isRow) return { zh: `${zh?.[0]}至${zh?.at(-1)}`, en: `${en?.[0]} to ${en?.at(-1)}` };
  return { zh: zh?.join('、') ?? '', en: en?.join(', ') ?? '' };
}

interface WeekFigures {
  /** Of all device-hours; null without any. */
  share: number | null;
  /** The most at once. */
  devices: number;
  worst: WeekAnswer['worst'];
}

/** One sentence on a week. */
export function weekWords({ share, devices, worst }: WeekFigures): Words {
  if (share === null) return { zh: '所选时段没有测量数据。', en: 'Nothing was measured in this span.' };
  if (devices < LEAST_DEVICES)
    return {
      zh: `样本不足：同时最多 ${devices} 台设备，至少需要 ${LEAST_DEVICES} 台。`,
      en: `Too few devices: ${devices} at once at the most, ${LEAST_DEVICES} are needed.`,
    };
  const all = percent(share);
  if (worst.length === 0)
    return {
      zh: `没有信号弱的时段；一周设备时数中弱信号占 ${all}%。`,
      en: `No weak hours; over the week ${all} % of device-hours are weak.`,
    };
  const zh = worst.map(({ words, weak_ratio }) => `${words.zh}（${percent(weak_ratio)}%）`);
  const en = worst.map(({ words, weak_ratio }) => `${words.en} (${percent(weak_ratio)} %)`);
  return {
    zh: `一周设备时数中弱信号占 ${all}%；最差时段：${zh.join('、')}。`,
    en: `Over the week ${all} % of device-hours are weak; worst: ${en.join(', ')}.`,
  };
}

/** Whole percent, but for a share that is small and not nothing. */
function percent(share: number): string {
  const whole = Math.round(share * 100);
  return whole === 0 && share > 0 ? '<1' : String(whole);
}
