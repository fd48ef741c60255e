/** How a value is written so that it stays a value, whatever it holds. */
export type Encoding = 'json' | 'form' | 'xml' | 'plain';

const XML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const ENCODERS: Readonly<Record<Encoding, (value: string) => string>> = {
  json: (value) => JSON.stringify(value).slice(1, -1),
  form: encodeURIComponent,
  xml: (value) => value.replaceAll(/[&<>"']/g, (sign) => XML[sign] ?? sign),
  plain: (value) => value,
};

const PLACE = /\{\{\s*([a-z]+(?:\.[A-Za-z0-9_]+)?)\s*\}\}/g;

/** The places of a template that nobody fills. */
export function unknownPlaces(template: string, known: ReadonlySet<string>): string[] {
  return [...template.matchAll(PLACE)].map(([, name = '']) => name).filter((name) => !known.has(name));
}

/** Once, from left to right: what is filled in is not read as a template again. */
export function fill(template: string, values: Readonly<Record<string, string>>, encoding: Encoding): string {
  const encode = ENCODERS[encoding];
  return template.replaceAll(PLACE, (_whole, name: string) => encode(values[name] ?? ''));
}
