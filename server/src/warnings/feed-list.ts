import type { XmlElement, XmlFault } from './xml.ts';
import { readXml } from './xml.ts';

/** An entry of a feed: where its CAP message is, and what tells whether it has changed. */
export interface FeedLink {
  url: string;
  version: string;
}

export type FeedRead =
  { ok: true; kind: 'cap' } | { ok: true; kind: 'list'; links: FeedLink[] } | { ok: false; fault: XmlFault };

export const MAX_FEED_BYTES = 4 * 1024 * 1024;
const MAX_LINKS = 500;

/** What has been fetched: a CAP message itself, or an Atom or RSS list of links to some, newest ones first. */
export function readFeed(bytes: Uint8Array, base: string): FeedRead {
  const xml = readXml(bytes, MAX_FEED_BYTES);
  if (!xml.ok) return xml;
  const { root } = xml;
  if (root.name === 'alert') return { ok: true, kind: 'cap' };
  const items = itemsOf(root);
  if (!items) {
    const { path, line } = root;
    return { ok: false, fault: { path, line, message: 'is neither a CAP alert nor an Atom or RSS feed' } };
  }
  const links = items.slice(0, MAX_LINKS).flatMap((item) => linkOf(item, base) ?? []);
  return { ok: true, kind: 'list', links };
}

function itemsOf(root: XmlElement): XmlElement[] | undefined {
  if (root.name === 'feed') return root.children.filter(({ name }) => name === 'entry');
  const channel = root.name === 'rss' ? childOf(root, 'channel') : undefined;
  return channel?.children.filter(({ name }) => name === 'item');
}

const childOf = ({ children }: XmlElement, wanted: string): XmlElement | undefined =>
  children.find(({ name }) => name === wanted);

function linkOf(item: XmlElement, base: string): FeedLink | undefined {
  const links = item.children.filter(({ name }) => name === 'link' || name === 'enclosure');
  const isCap = ({ attributes }: XmlElement): boolean => attributes.get('type') === 'application/cap+xml';
  const isPlain = ({ attributes }: XmlElement): boolean =>
    (attributes.get('rel') ?? 'alternate') === 'alternate';
  const link = links.find(isCap) ?? links.find(isPlain) ?? links[0];
  const href = link?.attributes.get('href') ?? link?.attributes.get('url') ?? link?.text ?? '';
  if (href === '' || !URL.canParse(href, base)) return undefined;
  const version = ['updated', 'pubDate', 'published']
    .map((name) => childOf(item, name)?.text ?? '')
    .join(' ');
  return { url: new URL(href, base).href, version: version.slice(0, 128) };
}
