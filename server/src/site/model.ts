import type {
  Boundaries,
  DeviceRow,
  DivisionRow,
  MaintenanceRow,
  OnCallFile,
  PlantRow,
  SiteInfo,
  WeakAreaRow,
} from '@fengsui/config/contract';

export type Division = DivisionRow;
export type PlantNode = PlantRow;
export type SiteDevice = DeviceRow;
export type WeakArea = WeakAreaRow;

/** A planned window; `from` and `to` in ms since 1970 UTC, `to` after `from`. */
export interface Maintenance extends Omit<MaintenanceRow, 'scope' | 'from' | 'to'> {
  scope: { kind: 'node' | 'area' | 'device'; id: string };
  from: number;
  to: number;
}

/** An operator, as its folder describes it. Every reference in it leads somewhere, and no tree has a circle. */
export interface Site {
  info: SiteInfo;
  /** By code, in the order of the file. */
  divisions: ReadonlyMap<string, Division>;
  /** Codes of the divisions right under one, by its code. */
  children: ReadonlyMap<string, readonly string[]>;
  /** Code of the top division; its own parent is not part of the site. */
  top: string;
  plant: ReadonlyMap<string, PlantNode>;
  devices: ReadonlyMap<string, SiteDevice>;
  weakAreas: ReadonlyMap<string, WeakArea>;
  maintenance: readonly Maintenance[];
  /** The GeoJSON as it was read, unknown members included. */
  boundaries: Boundaries | undefined;
  /** Persons and teams to begin with; those that are kept count from the first start on. */
  onCall?: OnCallFile | undefined;
}

export interface SiteFault {
  /** A file's name in the site folder, or the folder itself. */
  file: string;
  /** Counted from 1, the header included. */
  line?: number;
  /** A column of a table, or a path in a YAML or GeoJSON file. */
  column?: string;
  message: string;
}

export type SiteRead =
  | { ok: true; site: Site; warnings: SiteFault[] }
  /** `more`: how many faults there are beyond those listed. */
  | { ok: false; faults: SiteFault[]; more: number };
