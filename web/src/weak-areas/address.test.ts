import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from './address.ts';
import { SECTIONS, readAddress, writeAddress } from './address.ts';

describe('the address of the page', () => {
  it('says what is shown, and says it the same way after it was read', () => {
    const address = fc.record<Address>({
      section: fc.constantFrom(...SECTIONS),
      area: fc.constantFrom('', 'wa-1', 'area:441223115220', 'node:OLT 1&2'),
      region: fc.constantFrom('', '441223', '441223115', '441223115220'),
    });
    fc.assert(
      fc.property(address, (wanted) => {
        const { search, hash } = new URL(`http://site/weak-areas${writeAddress(wanted, { search: '' })}`);
        expect(readAddress({ search, hash })).toEqual(wanted);
      }),
    );
  });

  it('keeps what else is in it, and takes what it does not know for everything', () => {
    const address: Address = { section: 'areas', area: '', region: '' };
    expect(writeAddress(address, { search: '?lang=en&area=old' })).toBe('?lang=en');
    expect(writeAddress(address, { search: '' })).toBe('');
    expect(readAddress({ search: '?in=44%27', hash: '#elsewhere' })).toEqual(address);
  });
});
