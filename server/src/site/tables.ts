import { DeviceRow, DivisionRow, MaintenanceRow, PlantRow, WeakAreaRow } from '@fengsui/config/contract';
import type { z } from 'zod';

const MiB = 1024 * 1024;

export interface TableSpec<S extends z.ZodObject> {
  file: string;
  /** A row; each column's description says what is right in it. */
  schema: S;
  /** The column that no two rows may share. */
  key: keyof S['shape'] & string;
  /** Columns that the file need not have. */
  mayLack: readonly (keyof S['shape'] & string)[];
  /** Columns with few different values, kept in memory once. */
  repeated: readonly (keyof S['shape'] & string)[];
  maxBytes: number;
}

const table = <S extends z.ZodObject>(spec: TableSpec<S>) => spec;

/** The CSV files of a site. 2,000,000 devices of 250 bytes fit in 512 MiB. */
export const TABLES = {
  divisions: table({
    file: 'divisions.csv',
    schema: DivisionRow,
    key: 'code',
    mayLack: ['population', 'households'],
    repeated: ['parent', 'level'],
    maxBytes: 64 * MiB,
  }),
  plant: table({
    file: 'plant.csv',
    schema: PlantRow,
    key: 'id',
    mayLack: ['lon', 'lat'],
    repeated: ['parent', 'kind', 'area'],
    maxBytes: 256 * MiB,
  }),
  devices: table({
    file: 'devices.csv',
    schema: DeviceRow,
    key: 'id',
    mayLack: ['lon', 'lat', 'T', 'homes', 'population'],
    repeated: ['class', 'node', 'area'],
    maxBytes: 512 * MiB,
  }),
  weakAreas: table({
    file: 'weak-areas.csv',
    schema: WeakAreaRow,
    key: 'id',
    mayLack: ['target'],
    repeated: [],
    maxBytes: 16 * MiB,
  }),
  maintenance: table({
    file: 'maintenance.csv',
    schema: MaintenanceRow,
    key: 'id',
    mayLack: [],
    repeated: [],
    maxBytes: 16 * MiB,
  }),
};
