import { SiteInfo } from '@fengsui/config/contract';
import type { Boundaries, MaintenanceRow, OnCallFile } from '@fengsui/config/contract';
import { checkOnCall, ON_CALL_FILE } from './check-on-call.ts';
import { checkReferences, splitScope } from './check-references.ts';
import { checkDivisions, checkPlant } from './check-trees.ts';
import { createFaultLog } from './faults.ts';
import type { FaultLog } from './faults.ts';
import type { Maintenance, Site, SiteRead } from './model.ts';
import { BOUNDARIES_FILE, parseBoundaries } from './parse-boundaries.ts';
import { parseTables } from './site-tables.ts';
import type { TableFiles, Tables } from './site-tables.ts';
import { TABLES } from './tables.ts';

export const INFO_FILE = 'site.yaml';

export interface SiteFiles extends TableFiles {
  boundaries?: Uint8Array | undefined;
  /** Read already (settings are); without it the top division gives its name. */
  info?: SiteInfo | undefined;
  /** Read already, but what it names is not yet checked. */
  onCall?: OnCallFile | undefined;
}

const FILE_ORDER = [
  INFO_FILE,
  ...Object.values(TABLES).map((spec) => spec.file),
  ON_CALL_FILE,
  BOUNDARIES_FILE,
];

/**
 * Files → a site, or every fault in them: there is no half of a site. `faults` holds what reading the
 * files has found already.
 */
export function buildSite(files: SiteFiles, faults: FaultLog = createFaultLog()): SiteRead {
  const warnings = createFaultLog();
  const tables = parseTables(files, { faults, warnings });
  const top = checkDivisions(tables.divisions, faults);
  checkPlant(tables.plant, faults);
  checkReferences(tables, faults);
  checkOnCall(files.onCall, tables.divisions, files.info, faults);
  const boundaries = files.boundaries && parseBoundaries(files.boundaries, tables.divisions.keyLines, faults);
  const found = faults.list(FILE_ORDER);
  if (found.faults.length > 0 || top === undefined) return { ok: false, ...found };
  const site = assemble(tables, top, files, boundaries);
  return { ok: true, site, warnings: warnings.list(FILE_ORDER).faults };
}

function assemble(
  tables: Tables,
  top: string,
  { info, onCall }: Pick<SiteFiles, 'info' | 'onCall'>,
  boundaries: Boundaries | undefined,
): Site {
  const divisions = new Map(tables.divisions.rows.map((row) => [row.code, row]));
  return {
    info: info ?? SiteInfo.parse({ name: divisions.get(top)?.name }),
    divisions,
    children: childrenIn(tables.divisions.rows, top),
    top,
    plant: new Map(tables.plant.rows.map((row) => [row.id, row])),
    devices: new Map(tables.devices.rows.map((row) => [row.id, row])),
    weakAreas: new Map(tables.weakAreas.rows.map((row) => [row.id, row])),
    maintenance: tables.maintenance.rows.map(toMaintenance),
    boundaries,
    ...(onCall && { onCall }),
  };
}

function childrenIn(rows: Tables['divisions']['rows'], top: string): Map<string, string[]> {
  const children = new Map<string, string[]>();
  for (const { code, parent } of rows) {
    if (code === top) continue;
    const siblings = children.get(parent);
    if (siblings) siblings.push(code);
    else children.set(parent, [code]);
  }
  return children;
}

function toMaintenance(row: MaintenanceRow): Maintenance {
  return { ...row, scope: splitScope(row.scope), from: Date.parse(row.from), to: Date.parse(row.to) };
}
