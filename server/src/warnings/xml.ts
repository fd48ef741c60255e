import { SaxesParser } from 'saxes';

/** What is wrong and where: a path of element names, counted from 1 where there are several, and a line. */
export interface XmlFault {
  path: string;
  /** Counted from 1; 0 for the whole document. */
  line: number;
  message: string;
}

export interface XmlElement {
  /** Without its prefix. */
  name: string;
  uri: string;
  path: string;
  line: number;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  /** Its own text, trimmed; that of elements in it is theirs. */
  text: string;
}

export type XmlRead =
  | { ok: true; root: XmlElement }
  /** `isCut`: it ends before it is over, as a file does that is still being written. */
  | { ok: false; fault: XmlFault; isCut: boolean };

export const MAX_XML_BYTES = 1024 * 1024;
const MAX_DEPTH = 32;
const MAX_ELEMENTS = 20_000;
/** Of one element. */
const MAX_ATTRIBUTES = 64;

class Refused extends Error {
  override name = 'Refused';
}

/**
 * Bytes → a tree of elements, or the first fault. UTF-8, or the national encodings that a declaration
 * names. No DTD, no entities but the five of XML; comments and processing instructions are not read.
 */
export function readXml(bytes: Uint8Array, maxBytes = MAX_XML_BYTES): XmlRead {
  if (bytes.length > maxBytes) return refusal('', 0, `is larger than ${maxBytes} bytes`);
  const text = decode(bytes);
  if (text === undefined)
    return refusal('', 0, 'is not in the encoding that it names, or in none we read', true);
  return parse(text);
}

const refusal = (path: string, line: number, message: string, isCut = false): XmlRead => ({
  ok: false,
  fault: { path, line, message },
  isCut,
});

const ENCODINGS: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii', 'gb2312', 'gbk', 'gb18030']);

function decode(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 200)).toString('latin1');
  const named = /^[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]{1,32})["']/.exec(head)?.[1] ?? 'utf-8';
  if (!ENCODINGS.has(named.toLowerCase())) return undefined;
  try {
    return new TextDecoder(named, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parse(text: string): XmlRead {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const tree = growTree();
  let isAllRead = false;
  parser.on('doctype', () => refuse('has a DTD, which is not read'));
  parser.on('error', ({ message }) => refuse(message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')));
  parser.on('attribute', tree.countAttribute);
  parser.on('opentag', (tag) => tree.open(tag, parser.line));
  parser.on('text', tree.hear);
  parser.on('cdata', tree.hear);
  parser.on('closetag', tree.close);
  try {
    parser.write(text);
    isAllRead = true;
    parser.close();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return refusal(tree.path(), parser.line, error.message, isAllRead);
  }
  const root = tree.root();
  return root ? { ok: true, root } : refusal('', 0, 'has no element', true);
}

function refuse(message: string): never {
  throw new Refused(message);
}

interface Opening {
  local: string;
  uri: string;
  attributes: Readonly<Record<string, { local: string; value: string }>>;
}

/** Puts elements together as they open and close; throws `Refused` beyond the bounds. */
function growTree() {
  const open: { element: XmlElement; seen: Map<string, number> }[] = [];
  let root: XmlElement | undefined;
  let count = 0;
  let attributesSeen = 0;

  function pathOf(name: string): string {
    const parent = open.at(-1);
    if (!parent) return name;
    const nth = (parent.seen.get(name) ?? 0) + 1;
    parent.seen.set(name, nth);
    return `${parent.element.path}/${name.slice(0, 64)}${nth > 1 ? `[${nth}]` : ''}`;
  }

  return {
    root: () => root,
    path: () => open.at(-1)?.element.path ?? '',
    countAttribute(): void {
      if (++attributesSeen > MAX_ATTRIBUTES) refuse(`has more than ${MAX_ATTRIBUTES} attributes`);
    },
    open({ local: name, uri, attributes }: Opening, line: number): void {
      attributesSeen = 0;
      if (++count > MAX_ELEMENTS) refuse(`has more than ${MAX_ELEMENTS} elements`);
      if (open.length >= MAX_DEPTH) refuse(`is nested more than ${MAX_DEPTH} deep`);
      const given = Object.values(attributes).map(({ local, value }) => [local, value] as const);
      const place = { path: pathOf(name), line };
      const element = { name, uri, ...place, attributes: new Map(given), children: [], text: '' };
      open.at(-1)?.element.children.push(element);
      root ??= element;
      open.push({ element, seen: new Map() });
    },
    hear(text: string): void {
      const top = open.at(-1);
      if (top) top.element.text += text;
    },
    close(): void {
      const closed = open.pop();
      if (closed) closed.element.text = closed.element.text.trim();
    },
  };
}
