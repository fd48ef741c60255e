import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';

/** The host stands, or resolves to, where nothing of ours may ask. */
class RefusedAddress extends Error {
  override name = 'RefusedAddress';
  readonly code = 'REFUSED_ADDRESS';
}

export type Resolve = typeof systemLookup;

const refusal = (host: string): RefusedAddress =>
  new RefusedAddress(`${host} is an address that is never asked`);

/** A host that is itself an address is not looked up, so it is asked here. */
export function refuseLiteral(host: string, isRefused: (address: string) => boolean): void {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) !== 0 && isRefused(bare)) throw refusal(bare);
}

/**
 * Looks a host up as the system does, and refuses it if any of its addresses is. The connection is made to what
 * was checked: a name that points elsewhere a moment later gains nothing.
 */
export function guardedLookup(isRefused: (address: string) => boolean, resolve: Resolve): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '');
      if (addresses.some(({ address }) => isRefused(address))) return done(refusal(host), '');
      const [first] = addresses;
      if (options.all) return done(null, addresses);
      done(null, first?.address ?? '', first?.family);
    });
  };
}
