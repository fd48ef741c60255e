import { expect, it } from 'vitest';
import { deviceOf } from '../../test/views.ts';
import { en } from '../i18n/en.ts';
import { deviceNotes } from './device-notes.ts';

it('says of a device only what is unusual', () => {
  expect(deviceNotes(deviceOf({ power: 'MAINS', service: 'LOCKED' }), en)).toEqual([]);
  const unusual = deviceOf({ signal: 'BAD', power: 'BATTERY', service: 'FAULT', flags: ['CLOCK_UNTRUSTED'] });
  expect(deviceNotes(unusual, en).map(({ text }) => text)).toEqual([
    'Signal bad',
    'On battery',
    'Service fault',
    'Clock is wrong',
  ]);
  expect(deviceNotes(deviceOf({ flags: ['UNASSIGNED', 'FLAPPING'] }), en).map(({ loud }) => loud)).toEqual([
    false,
    true,
  ]);
});
