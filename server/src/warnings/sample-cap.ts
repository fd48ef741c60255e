import type { CapMessage } from './cap-message.ts';
import { readCap } from './cap.ts';

/** For tests: a warning as it is sent. Invented, and says so. */
export interface SampleCap {
  identifier?: string;
  sender?: string;
  sent?: string;
  status?: string;
  msgType?: string;
  references?: string;
  severity?: string;
  times?: string;
  areas?: string;
  more?: string;
}

const AREA =
  '<area><areaDesc>德庆县</areaDesc><geocode><valueName>GB/T 2260</valueName><value>441226</value></geocode></area>';

const USUAL: Required<SampleCap> = {
  identifier: '44122641600000_20261122080000_0',
  sender: 'shili@example.invalid',
  sent: '2026-11-22T08:00:00+08:00',
  status: 'Actual',
  msgType: 'Alert',
  references: '',
  severity: 'Extreme',
  times: '<onset>2026-11-22T09:00:00+08:00</onset><expires>2026-11-22T21:00:00+08:00</expires>',
  areas: AREA,
  more: '',
};

export function sampleXml(over: SampleCap = {}): string {
  const given = { ...USUAL, ...over };
  const { identifier, sender, sent, status, msgType, references, severity, times, areas, more } = given;
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>${identifier}</identifier><sender>${sender}</sender><sent>${sent}</sent>
<status>${status}</status><msgType>${msgType}</msgType><scope>Public</scope>
${references && `<references>${references}</references>`}
<info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Immediate</urgency>
<severity>${severity}</severity><certainty>Observed</certainty>
${times}<headline>示例：暴雨预警</headline>
${areas}</info>${more}
</alert>`;
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export function sampleMessage(over: SampleCap = {}): CapMessage {
  const read = readCap(bytesOf(sampleXml(over)));
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.message;
}

export const gb = (code: string, description = code): string =>
  `<area><areaDesc>${description}</areaDesc><geocode><valueName>GB/T 2260</valueName><value>${code}</value></geocode></area>`;
