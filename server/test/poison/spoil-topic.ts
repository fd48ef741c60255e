import type { Random } from './random.ts';

const COUNTIES = ['44122', '4412233', '44122x', '', '４４１２２３', '000000', '-41223', '441223 ', '44 223'];
const DEVICES = [
  '',
  '-x',
  '_x',
  '.x',
  'x.y',
  'x y',
  '设备',
  'x\u00e9',
  'x'.repeat(65),
  'x\u0001',
  '"',
  '\\',
  '$x',
  'x:1',
];
const VERBS = [
  '',
  'cmd',
  'Data',
  'DATA',
  'datum',
  'constructor',
  '__proto__',
  'toString',
  'STATE',
  '$SYS',
  'data ',
  '数',
];
const ROOTS = [
  'fengsui/v2',
  'fengsui',
  'Fengsui/v1',
  'fengsui/V1',
  '/fengsui/v1',
  'fengsui//v1',
  'fengsu',
  '',
];

/** A topic that is wrong somewhere, or names another county or device and is right. */
export function spoilTopic(topic: string, random: Random): string {
  const [, , county = '', verb = '', device = ''] = topic.split('/');
  switch (random.below(8)) {
    case 0:
      return `fengsui/v1/${random.pick(COUNTIES)}/${verb}/${device}`;
    case 1:
      return `fengsui/v1/${county}/${verb}/${random.pick(DEVICES)}`;
    case 2:
      return `fengsui/v1/${county}/${random.pick(VERBS)}/${device}`;
    case 3:
      return `${random.pick(ROOTS)}/${county}/${verb}/${device}`;
    case 4:
      return topic + random.pick(['/', '/x', '//', ' ', '\n', '/'.repeat(50)]);
    case 5:
      return topic.replace(/^fengsui\/v1\//, '');
    case 6:
      return `fengsui/v1/${county}/${verb}/${device.padEnd(64, 'x')}`;
    default:
      return `fengsui/v1/${random.pick(['441284', '110101', '999999'])}/${verb}/${device}`;
  }
}
