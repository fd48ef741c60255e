import { isUtf8 } from 'node:buffer';
import { Boundaries } from '@fengsui/config/contract';
import type { FaultLog } from './faults.ts';
import { quote } from './quote.ts';

export const BOUNDARIES_FILE = 'boundaries.geojson';

/**
 * Bytes of a GeoJSON file → the same, unknown members included, or nothing and faults that name their
 * path. Every feature must be of a division in `codes` (where those are known), and no two of the same.
 */
export function parseBoundaries(
  bytes: Uint8Array,
  codes: ReadonlyMap<string, number> | undefined,
  faults: FaultLog,
): Boundaries | undefined {
  const value = readJson(bytes, faults);
  if (value === undefined) return undefined;
  const parsed = Boundaries.safeParse(value);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) tell(faults, issue.message, issue.path);
    return undefined;
  }
  checkCodes(parsed.data, codes, faults);
  return value as Boundaries;
}

function readJson(bytes: Uint8Array, faults: FaultLog): unknown {
  if (!isUtf8(bytes)) {
    tell(faults, 'is not UTF-8');
    return undefined;
  }
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    tell(faults, `is not JSON: ${reason.replace(/\s+/g, ' ')}`);
    return undefined;
  }
}

function checkCodes(
  boundaries: Boundaries,
  codes: ReadonlyMap<string, number> | undefined,
  faults: FaultLog,
): void {
  const seen = new Map<string, number>();
  boundaries.features.forEach(({ properties: { code } }, index) => {
    const path = ['features', index, 'properties', 'code'];
    const first = seen.get(code);
    if (first !== undefined) tell(faults, `${quote(code)} is that of features[${first}] already`, path);
    else seen.set(code, index);
    if (codes && !codes.has(code)) tell(faults, `${quote(code)} is not in divisions.csv`, path);
  });
}

function tell(faults: FaultLog, message: string, path: readonly PropertyKey[] = []): void {
  const column = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  faults.add({ file: BOUNDARIES_FILE, ...(column && { column: column.replace(/^\./, '') }), message });
}
