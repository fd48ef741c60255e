import { expect, it } from 'vitest';
import { settingsEn } from '../i18n/settings-en.ts';
import { faultText, faultsAt, strayFaults } from './faults.ts';

const FAULTS = [
  { path: 'ways.1.address', message: 'a' },
  { path: 'ways.10.address', message: 'b' },
  { path: 'settings', message: 'c' },
];

it('shows a fault at its place or around it, and never beside another of a list', () => {
  expect(faultsAt(FAULTS, 'ways.1').map(({ message }) => message)).toEqual(['a']);
  expect(faultsAt(FAULTS, 'ways.1.address')).toHaveLength(1);
  expect(faultsAt(FAULTS, 'settings.url')).toEqual([]);
});

it('keeps a fault that has no place in the form', () => {
  expect(strayFaults(FAULTS, ['ways.1', 'ways.10', 'settings.url']).map(({ path }) => path)).toEqual([
    'settings',
  ]);
});

it('says what it knows in the reader’s words, and the rest as the server does', () => {
  const say = (message: string) => faultText(message, settingsEn.faults);
  expect(say('Invalid input: expected string, received undefined')).toBe(settingsEn.faults.required);
  expect(say('must be given again, as it goes to another address now')).toBe(settingsEn.faults.again);
  expect(say('expected a telephone number')).toContain('a telephone number');
  expect(say('there is no person x')).toBe('there is no person x');
});
