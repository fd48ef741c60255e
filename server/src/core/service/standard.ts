import type { ClockRule, ServiceProfile, ServiceStandard } from '@fengsui/config/contract';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

type Within = Pick<ClockRule, 'until' | 'withinMs' | 'name'> & { unless?: ClockRule['unless'] };

const clock = (id: string, { unless = [], ...promise }: Within): ClockRule => ({ id, ...promise, unless });

/** An area loses service: respond within 1 hour, deal with it within 24, tell the customers within 48. */
const EMERGENCY: ServiceProfile = {
  id: 'ZQ-EMG',
  name: { zh: '应急响应（1／24／48 小时）', en: 'Emergency (1 / 24 / 48 hours)' },
  start: 'known',
  excludesForceMajeure: true,
  clocks: [
    clock('respond', { until: 'responded', withinMs: HOUR_MS, name: { zh: '响应', en: 'Respond' } }),
    clock('resolve', { until: 'restored', withinMs: 24 * HOUR_MS, name: { zh: '处置', en: 'Restore' } }),
    clock('feedback', { until: 'fed_back', withinMs: 48 * HOUR_MS, name: { zh: '反馈', en: 'Feed back' } }),
  ],
};

/** A customer went over our heads: the label says three numbers and means four promises. */
const ESCALATED: ServiceProfile = {
  id: 'ESC-1-1-3-12',
  name: {
    zh: '越级投诉（10 分钟／1／3／12 小时）',
    en: 'Escalated complaint (10 minutes / 1 / 3 / 12 hours)',
  },
  start: 'escalated',
  excludesForceMajeure: true,
  clocks: [
    clock('contact', {
      until: 'contacted',
      withinMs: 10 * MINUTE_MS,
      name: { zh: '首次联系', en: 'First contact' },
    }),
    clock('cause', { until: 'located', withinMs: HOUR_MS, name: { zh: '查明原因', en: 'Find the cause' } }),
    clock('fix', { until: 'restored', withinMs: 3 * HOUR_MS, name: { zh: '快速修复', en: 'Fix' } }),
    clock('visit', { until: 'visited', withinMs: 12 * HOUR_MS, name: { zh: '上门', en: 'Visit' } }),
  ],
};

const ENTERPRISE: ServiceProfile = {
  id: 'ENT',
  name: { zh: '政企客户（1／3 小时）', en: 'Enterprise customer (1 / 3 hours)' },
  start: 'detected',
  excludesForceMajeure: true,
  clocks: [
    clock('locate', { until: 'located', withinMs: HOUR_MS, name: { zh: '定位', en: 'Locate' } }),
    clock('fix', { until: 'restored', withinMs: 3 * HOUR_MS, name: { zh: '修复', en: 'Fix' } }),
  ],
};

/** A damaged line takes longer to mend than anything else. */
const LINE: ServiceProfile = {
  id: 'LINE-24-72',
  name: { zh: '线路抢修（非线缆 24／线缆 72 小时）', en: 'Line repair (24 hours, cable 72)' },
  start: 'detected',
  excludesForceMajeure: true,
  clocks: [
    clock('repair', {
      until: 'restored',
      withinMs: 24 * HOUR_MS,
      name: { zh: '修复', en: 'Repair' },
      unless: [{ when: { causes: ['LINK'] }, withinMs: 72 * HOUR_MS }],
    }),
  ],
};

/** As provincial regulations have it: longer for major faults, longest in the country. */
const REGULATION: ServiceProfile = {
  id: 'REG',
  name: { zh: '法规时限（24／48／72 小时）', en: 'By regulation (24 / 48 / 72 hours)' },
  start: 'reported',
  excludesForceMajeure: true,
  clocks: [
    clock('repair', {
      until: 'restored',
      withinMs: 24 * HOUR_MS,
      name: { zh: '修复', en: 'Repair' },
      unless: [
        { when: { severities: ['critical', 'major'], rural: true }, withinMs: 72 * HOUR_MS },
        { when: { severities: ['critical', 'major'] }, withinMs: 48 * HOUR_MS },
      ],
    }),
  ],
};

/**
 * What holds until an operator puts a standard of its own in its place. ENT, LINE-24-72 and REG wait for
 * such rules: nothing in the site's files tells an enterprise customer's place from any other.
 */
export const BUILT_IN_STANDARD: ServiceStandard = {
  version: 'built-in-1',
  profiles: [EMERGENCY, ESCALATED, ENTERPRISE, LINE, REGULATION],
  rules: [{ when: { escalated: true }, profile: ESCALATED.id }],
  otherwise: EMERGENCY.id,
};
