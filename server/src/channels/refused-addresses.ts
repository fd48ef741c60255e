import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * Where no gateway lives, but what tells a machine its own secrets: link-local addresses and those from which
 * clouds serve metadata. Private networks are not among them; gateways stand there.
 */
const NETS: readonly [address: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['192.0.0.0', 24],
  ['224.0.0.0', 3],
];
const NETS_6: readonly [address: string, prefix: number][] = [
  ['fe80::', 10],
  ['fd00:ec2::254', 128],
  ['fd20:ce::254', 128],
  ['ff00::', 8],
];

/** Ways of writing an IPv4 address as one of IPv6: what comes before it, in hex digits. */
const EMBEDDING: readonly { prefix: string; at: number }[] = [
  { prefix: '00000000000000000000ffff', at: 24 },
  { prefix: '0064ff9b', at: 24 },
  { prefix: '2002', at: 4 },
];

export function createRefusals(): (address: string) => boolean {
  const list = new BlockList();
  for (const [address, prefix] of NETS) list.addSubnet(address, prefix, 'ipv4');
  for (const [address, prefix] of NETS_6) list.addSubnet(address, prefix, 'ipv6');
  list.addAddress('::', 'ipv6');

  return function isRefused(address) {
    const [plain = ''] = address.split('%');
    if (isIPv4(plain)) return list.check(plain, 'ipv4');
    if (!isIPv6(plain)) return true;
    return list.check(plain, 'ipv6') || embedded(plain).some((inner) => list.check(inner, 'ipv4'));
  };
}

function embedded(address: string): string[] {
  const digits = digitsOf(address);
  return EMBEDDING.filter(({ prefix }) => digits.startsWith(prefix)).map(({ at }) =>
    [0, 2, 4, 6].map((i) => Number.parseInt(digits.slice(at + i, at + i + 2), 16)).join('.'),
  );
}

/** All 32 hex digits of an IPv6 address. */
function digitsOf(address: string): string {
  const { hostname } = new URL(`http://[${address}]`);
  const [head = '', tail] = hostname.slice(1, -1).split('::');
  const groups = (part: string): string[] =>
    part === '' ? [] : part.split(':').map((group) => group.padStart(4, '0'));
  const [first, last] = [groups(head), groups(tail ?? '')];
  const missing = tail === undefined ? 0 : 8 - first.length - last.length;
  return [...first, ...Array<string>(missing).fill('0000'), ...last].join('');
}
