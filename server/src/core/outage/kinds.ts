import type { DeviceClassName } from '@fengsui/config/contract';
import { DEVICE_CLASSES } from '@fengsui/config/classes';

/** Device classes by number, for the columns. */
export const KINDS = Object.values(DEVICE_CLASSES);

const NUMBERS = new Map<DeviceClassName, number>(KINDS.map(({ class: name }, i) => [name, i]));

export function kindOf(name: DeviceClassName): number {
  return NUMBERS.get(name) ?? 0;
}

/** Whether the silence of one such device alone concerns somebody. */
export function mattersAlone(kind: number): boolean {
  return KINDS[kind]?.aloneMatters ?? false;
}
