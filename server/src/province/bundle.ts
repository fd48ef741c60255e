import { gunzipSync, gzipSync } from 'node:zlib';
import { CountyCode, HandlingFact, Incident, IncidentFact, PageFact } from '@fengsui/config/contract';
import { z } from 'zod';
import type { CountyRows } from '../ledger/county/port.ts';
import type { Parts } from './parts/index.ts';

/** Everything of one county on its way from one server to another. */
export interface Bundle {
  id: string;
  county: string;
  /** Names of the servers. */
  from: string;
  to: string;
  /** ms UTC. */
  at: number;
  rows: CountyRows;
  parts: Parts;
}

/** Says why a file is no bundle that can be taken. */
export class NoBundle extends Error {
  override name = 'NoBundle';
}

const Text = z.string().max(64);
const Header = z.object({
  kind: z.literal('fengsui-county'),
  v: z.literal(1),
  id: Text,
  county: CountyCode,
  from: Text,
  to: Text,
  at: z.int(),
});
const Line = z.union([
  z.strictObject({ device: z.object({ id: z.string(), state: z.string() }) }),
  z.strictObject({
    transition: z.object({
      device: z.string(),
      at: z.number(),
      from: z.string(),
      to: z.string(),
      because: z.string(),
    }),
  }),
  z.strictObject({ incident: Incident }),
  z.strictObject({ fact: IncidentFact }),
  z.strictObject({
    case: z.object({
      id: z.string(),
      team: z.string(),
      area: z.string(),
      openedAt: z.number(),
      closedAt: z.number().nullable(),
      state: z.string(),
    }),
  }),
  z.strictObject({ handled: z.object({ n: z.int().min(1), fact: z.union([HandlingFact, PageFact]) }) }),
  z.strictObject({ part: z.string(), kept: z.json() }),
  z.strictObject({ lines: z.int() }),
]);
type Line = z.infer<typeof Line>;

/** More than a county of a hundred thousand devices comes to, unpacked. */
const MAX_BYTES = 2 ** 31 - 1;
const LINES_AT_ONCE = 1_000;

/** Lines of JSON, packed: a header, what there is, and at the end how many lines there were. */
export function packBundle({ rows, parts, ...about }: Bundle): Buffer {
  const lines: unknown[] = [
    { kind: 'fengsui-county', v: 1, ...about },
    ...rows.devices.map((device) => ({ device })),
    ...rows.transitions.map((transition) => ({ transition })),
    ...rows.incidents.map((incident) => ({ incident })),
    ...rows.incidentFacts.map((fact) => ({ fact })),
    ...rows.cases.map((one) => ({ case: one })),
    ...rows.deskFacts.map((handled) => ({ handled })),
    ...Object.entries(parts).map(([part, kept]) => ({ part, kept })),
  ];
  lines.push({ lines: lines.length });
  return gzipSync(Buffer.concat([...chunks(lines)]));
}

function* chunks(lines: readonly unknown[]): Generator<Buffer> {
  for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
    const some = lines.slice(from, from + LINES_AT_ONCE).map((line) => `${JSON.stringify(line)}\n`);
    yield Buffer.from(some.join(''));
  }
}

/** Throws NoBundle for what is torn, damaged, or of another kind. */
export function unpackBundle(bytes: Uint8Array): Bundle {
  const lines = linesOf(unzip(bytes));
  const header = Header.safeParse(lines[0]);
  if (!header.success) throw new NoBundle('it is not the bundle of a county that this program knows');
  const { kind: _, v: __, ...about } = header.data;
  const bundle: Bundle = {
    ...about,
    rows: { devices: [], transitions: [], incidents: [], incidentFacts: [], cases: [], deskFacts: [] },
    parts: {},
  };
  const end = { lines: 0 };
  for (const [i, line] of lines.entries()) if (i > 0) add(bundle, line, end, i);
  if (end.lines !== lines.length - 1) throw new NoBundle('it ends too early: copy it again');
  return bundle;
}

function unzip(bytes: Uint8Array): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    throw new NoBundle(`it is damaged or no bundle (${(error as Error).message})`, { cause: error });
  }
}

function linesOf(bytes: Buffer): unknown[] {
  const lines: unknown[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf('\n', from);
    const text = bytes.toString('utf8', from, end < 0 ? bytes.length : end);
    lines.push(parse(text, lines.length));
    from = end < 0 ? bytes.length : end + 1;
  }
  return lines;
}

function parse(text: string, i: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NoBundle(`its line ${i + 1} is not JSON`, { cause: error });
  }
}

function add(bundle: Bundle, raw: unknown, end: { lines: number }, i: number): void {
  const parsed = Line.safeParse(raw);
  if (!parsed.success) throw new NoBundle(`its line ${i + 1} is of no kind that this program knows`);
  const line: Line = parsed.data;
  const { devices, transitions, incidents, incidentFacts, cases, deskFacts } = bundle.rows;
  if ('device' in line) devices.push(line.device);
  else if ('transition' in line) transitions.push(line.transition);
  else if ('incident' in line) incidents.push(line.incident);
  else if ('fact' in line) incidentFacts.push(line.fact);
  else if ('case' in line) cases.push(line.case);
  else if ('handled' in line) deskFacts.push(line.handled);
  else if ('part' in line) bundle.parts = { ...bundle.parts, [line.part]: line.kept };
  else end.lines = line.lines;
}
