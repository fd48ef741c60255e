import type { ResponseLevel } from '@fengsui/config/contract';
import { readAreas } from './cap-areas.ts';
import type { CapInfo, CapMessage, CapReference } from './cap-message.ts';
import type { CapReader } from './cap-reader.ts';
import { capTime, createCapReader } from './cap-reader.ts';
import type { XmlElement, XmlFault } from './xml.ts';
import { readXml } from './xml.ts';

export type CapRead =
  | { ok: true; message: CapMessage }
  /** `isCut`: it ends before it is over, as a file does that is still being written. */
  | { ok: false; faults: XmlFault[]; isCut: boolean };

const NAMESPACES: ReadonlySet<string> = new Set([
  'urn:oasis:names:tc:emergency:cap:1.2',
  'urn:oasis:names:tc:emergency:cap:1.1',
]);
const MAX_INFOS = 20;
const MAX_REFERENCES = 100;
const MAX_NAME = 256;

const STATUS = {
  actual: 'actual',
  exercise: 'exercise',
  system: 'system',
  test: 'test',
  draft: 'draft',
} as const;
const MESSAGE = { alert: 'alert', update: 'update', cancel: 'cancel' } as const;

/** CAP's words, and the colours that national practice puts in their place. */
const LEVEL_OF: Readonly<Record<string, ResponseLevel | null>> = {
  extreme: 'I',
  severe: 'II',
  moderate: 'III',
  minor: 'IV',
  unknown: null,
  red: 'I',
  orange: 'II',
  yellow: 'III',
  blue: 'IV',
};

/** A file or answer → one CAP message, or everything that is wrong with it, each with its place. */
export function readCap(bytes: Uint8Array): CapRead {
  const xml = readXml(bytes);
  if (!xml.ok) return { ok: false, faults: [xml.fault], isCut: xml.isCut };
  const { root } = xml;
  const reader = createCapReader();
  if (root.name !== 'alert' || !NAMESPACES.has(root.uri)) {
    reader.fault(root, 'expected an alert of CAP 1.2');
    return { ok: false, faults: reader.faults, isCut: false };
  }
  const message = messageOf(root, reader);
  return message && reader.faults.length === 0
    ? { ok: true, message }
    : { ok: false, faults: reader.faults, isCut: false };
}

/** `alert/info[2]/onset, line 14: expected …` */
export function formatXmlFault({ path, line, message }: XmlFault): string {
  const place = [path, line > 0 ? `line ${line}` : ''].filter(Boolean).join(', ');
  return place ? `${place}: ${message}` : message;
}

function messageOf(alert: XmlElement, reader: CapReader): CapMessage | undefined {
  const identifier = nameOf(alert, 'identifier', reader);
  const sender = nameOf(alert, 'sender', reader);
  reader.needed(alert, 'sent');
  const sent = reader.time(alert, 'sent');
  const status = reader.oneOf(alert, 'status', STATUS);
  const message = reader.oneOf(alert, 'msgType', MESSAGE);
  if (sent === undefined || !status || !message) return undefined;
  const references = referencesOf(alert, reader);
  if (message === 'cancel' && references.length === 0)
    reader.fault(alert, 'cancels nothing: has no references');
  const infos = reader.children(alert, 'info');
  if (infos.length > MAX_INFOS) reader.fault(alert, `has more than ${MAX_INFOS} info`);
  if (message !== 'cancel' && infos.length === 0) reader.fault(alert, 'has no info');
  const read = infos.slice(0, MAX_INFOS).map((info) => infoOf(info, sent, reader));
  return { identifier, sender, sent, status, message, references, infos: read };
}

/** What a message is known by is not cut short: two would become one. */
function nameOf(alert: XmlElement, name: string, reader: CapReader): string {
  const [element] = reader.children(alert, name);
  if (element && element.text.length > MAX_NAME) reader.fault(element, `is longer than ${MAX_NAME}`);
  return reader.needed(alert, name);
}

/** `sender,identifier,sent` each, with blanks between; a time may have its blank too. */
function referencesOf(alert: XmlElement, reader: CapReader): CapReference[] {
  const [element] = reader.children(alert, 'references');
  const words = element?.text.replaceAll(/(\d{4}-\d\d-\d\d)\s+(?=\d\d:\d\d)/g, '$1T').split(/\s+/) ?? [];
  const given = words.filter(Boolean);
  if (element && given.length > MAX_REFERENCES) reader.fault(element, `names more than ${MAX_REFERENCES}`);
  return given.slice(0, MAX_REFERENCES).flatMap((word) => {
    const [sender = '', identifier = '', time = ''] = word.split(',');
    const sent = capTime(time);
    if (sender && identifier && sent !== undefined)
      return [{ sender: sender.slice(0, 256), identifier: identifier.slice(0, 256), sent }];
    if (element) reader.fault(element, 'expected sender,identifier,sent for each');
    return [];
  });
}

function infoOf(info: XmlElement, sent: number, reader: CapReader): CapInfo {
  const event = reader.needed(info, 'event');
  const severity = reader.oneOf(info, 'severity', LEVEL_OF) ?? null;
  const from = reader.time(info, 'onset') ?? reader.time(info, 'effective') ?? sent;
  const to = reader.time(info, 'expires') ?? null;
  return {
    language: (reader.text(info, 'language') ?? '').toLowerCase(),
    event,
    headline: reader.text(info, 'headline') ?? event,
    level: isOver(info, reader) ? null : severity,
    from,
    to,
    areas: readAreas(info, reader),
  };
}

/** The sender says that nothing need be done any more. */
function isOver(info: XmlElement, reader: CapReader): boolean {
  const isAllClear = reader.children(info, 'responseType').some(({ text }) => /^allclear$/i.test(text));
  return isAllClear || /^past$/i.test(reader.text(info, 'urgency') ?? '');
}
