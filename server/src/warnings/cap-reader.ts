import type { XmlElement, XmlFault } from './xml.ts';

const MAX_TEXT = 256;
const MAX_FAULTS = 20;

/** Takes values out of elements; what does not fit is noted with its place, all faults at once. */
export interface CapReader {
  faults: XmlFault[];
  fault(element: XmlElement, message: string): void;
  children(parent: XmlElement, name: string): XmlElement[];
  /** Undefined where it is missing or empty. */
  text(parent: XmlElement, name: string): string | undefined;
  /** '' and a fault where it is missing or empty. */
  needed(parent: XmlElement, name: string): string;
  /** By what is to be found in `table`, capitals or not; a fault where it is missing or none of them. */
  oneOf<T>(parent: XmlElement, name: string, table: Readonly<Record<string, T>>): T | undefined;
  /** ms UTC; undefined where it is missing, and a fault where it is no time. */
  time(parent: XmlElement, name: string): number | undefined;
}

/** CAP says `2026-05-01T08:00:00+08:00`; national practice writes a blank between. */
const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** ms UTC of a time with its offset; undefined if it is none. */
export function capTime(text: string): number | undefined {
  const [, date, time, offset] = TIME.exec(text) ?? [];
  const at = Date.parse(`${date}T${time}${offset}`);
  return Number.isFinite(at) && at >= 0 ? at : undefined;
}

export function createCapReader(): CapReader {
  const faults: XmlFault[] = [];

  const fault = ({ path, line }: XmlElement, message: string): void => {
    if (faults.length < MAX_FAULTS) faults.push({ path, line, message });
  };
  const children = (parent: XmlElement, name: string): XmlElement[] =>
    parent.children.filter((child) => child.name === name && child.uri === parent.uri);
  const first = (parent: XmlElement, name: string): XmlElement | undefined => children(parent, name)[0];

  const text = (parent: XmlElement, name: string): string | undefined => {
    const found = first(parent, name)?.text.replaceAll(/\s+/g, ' ').slice(0, MAX_TEXT);
    return found === '' ? undefined : found;
  };

  function needed(parent: XmlElement, name: string): string {
    const found = text(parent, name);
    if (found === undefined) fault(first(parent, name) ?? parent, `has no ${name}`);
    return found ?? '';
  }

  return {
    faults,
    fault,
    children,
    text,
    needed,
    oneOf(parent, name, table) {
      const word = needed(parent, name).toLowerCase();
      if (word === '') return undefined;
      if (Object.hasOwn(table, word)) return table[word];
      fault(first(parent, name) ?? parent, `expected one of ${Object.keys(table).join(', ')}`);
      return undefined;
    },
    time(parent, name) {
      const found = text(parent, name);
      const at = found === undefined ? undefined : capTime(found);
      if (found !== undefined && at === undefined)
        fault(
          first(parent, name) ?? parent,
          'expected a time with its offset, like 2026-05-01T08:00:00+08:00',
        );
      return at;
    },
  };
}
