import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, rounded } from './decimal.ts';

describe('a decimal number', () => {
  it.each([
    ['-97.00', -97],
    [' 12.5\n', 12.5],
    ['+3', 3],
    ['007', 7],
    ['--', undefined],
    ['', undefined],
    ['1e5', undefined],
    ['0x10', undefined],
    ['1,5', undefined],
    ['.5', undefined],
    ['Infinity', undefined],
    [undefined, undefined],
  ])('in %j is %j', (text, value) => {
    expect(decimal(text)).toBe(value);
  });

  it('is never minus zero', () => {
    expect(Object.is(decimal('-0.00'), 0)).toBe(true);
    expect(Object.is(rounded(-0.001, 2), 0)).toBe(true);
  });

  it('is finite or not there, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String)), (text) => {
        const value = decimal(text);
        expect(value === undefined || Number.isFinite(value)).toBe(true);
      }),
    );
  });
});
