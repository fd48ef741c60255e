import type { Fault } from '../http/send-json.ts';
import type { SettingsTexts } from '../i18n/settings-texts.ts';

type FaultWords = SettingsTexts['faults'];

/** What the server says of a place, in the reader's words where they are known; otherwise as it says it. */
export function faultText(message: string, words: FaultWords): string {
  if (/received undefined|expected string to have >=1/i.test(message)) return words.required;
  if (/^must be given again/.test(message)) return words.again;
  if (/is there twice$/.test(message)) return words.twice;
  if (/^is before the step above it/.test(message)) return words.order;
  if (/^is not after from/.test(message)) return words.notAfter;
  if (/^too big: expected string/i.test(message)) return words.tooLong;
  const [, format] = /^expected (.+)$/.exec(message) ?? [];
  return format === undefined ? message : words.format(format);
}

const lies = (path: string, within: string): boolean => path === within || path.startsWith(`${within}.`);

/** Those of a place, and of what lies in it. */
export const faultsAt = (faults: readonly Fault[], path: string): Fault[] =>
  faults.filter((fault) => lies(fault.path, path));

/** Those for which no shown place has a home. */
export const strayFaults = (faults: readonly Fault[], places: Iterable<string>): Fault[] => {
  const homes = [...places];
  return faults.filter(({ path }) => !homes.some((home) => lies(path, home)));
};
