import type { DeviceClass, DeviceClassName, Severity } from '@fengsui/config/contract';
import { DEVICE_CLASSES } from '@fengsui/config/classes';

/** Device classes by number, for the columns. */
export const KINDS: readonly DeviceClass[] = Object.values(DEVICE_CLASSES);

const NUMBERS = new Map<DeviceClassName, number>(KINDS.map(({ class: name }, i) => [name, i]));

export function kindOf(name: DeviceClassName): number {
  return NUMBERS.get(name) ?? 0;
}

/** Whether the silence of one such device alone concerns somebody. */
export function mattersAlone(kind: number): boolean {
  return KINDS[kind]?.aloneMatters ?? false;
}

/** How bad the loss of one such device alone is. */
export function severityAlone(name: DeviceClassName | undefined): Severity {
  return (name && KINDS[kindOf(name)]?.aloneSeverity) ?? 'minor';
}
