import { describe, expect, it } from 'vitest';
import { isPatch, isPulse, isRefusal, isSnapshot } from './envelope.ts';

const snapshot = { version: 1, at: 2, region: '', hash: '', state: { server: {}, regions: {}, devices: {} } };
const patch = { from: 1, version: 2, at: 3, set: { devices: { a: {} } }, gone: { devices: ['b'] } };

describe('an envelope', () => {
  it('is taken with collections and keys that this wall does not know', () => {
    expect(isSnapshot({ ...snapshot, extra: 1, state: { ...snapshot.state, incidents: { x: {} } } })).toBe(
      true,
    );
    expect(isSnapshot({ ...snapshot, state: {} })).toBe(true);
    expect(isPatch({ ...patch, set: {}, gone: {} })).toBe(true);
  });

  it.each([
    ['nothing', null],
    ['a text', 'x'],
    ['a list', []],
    ['no version', { ...snapshot, version: undefined }],
    ['a broken version', { ...snapshot, version: 1.5 }],
    ['a negative time', { ...snapshot, at: -1 }],
    ['no state', { ...snapshot, state: null }],
    ['a device that is no object', { ...snapshot, state: { devices: { a: 1 } } }],
    ['a collection that is a list', { ...snapshot, state: { devices: [] } }],
  ])('of a snapshot is refused with %s', (_, value) => {
    expect(isSnapshot(value)).toBe(false);
  });

  it.each([
    ['no beginning', { ...patch, from: undefined }],
    ['no set', { ...patch, set: undefined }],
    ['gone keys that are no texts', { ...patch, gone: { devices: [1] } }],
    ['an entity that is null', { ...patch, set: { devices: { a: null } } }],
  ])('of a patch is refused with %s', (_, value) => {
    expect(isPatch(value)).toBe(false);
  });

  it('of a pulse needs version, time and hash; of a refusal code and message', () => {
    expect(isPulse({ version: 1, at: 1, hash: 'x' })).toBe(true);
    expect(isPulse({ version: 1, at: 1 })).toBe(false);
    expect(isRefusal({ code: 'x', message: 'y' })).toBe(true);
    expect(isRefusal({ code: 'x' })).toBe(false);
  });
});
