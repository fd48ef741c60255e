import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { INTEGER, LIST, VARCHAR, listValue } from '@duckdb/node-api';
import type { StoredSample } from '../port.ts';
import { appendRows } from './append.ts';
import type { Layout } from './layouts.ts';

interface KnownDevice {
  id: number;
  /** The boot that was looked up last, as most samples are of a device's current boot. */
  boot?: { id: number; name: string };
}

/** The names that are in the file, as small numbers. What a transaction adds is void if it fails: load anew. */
export interface Dictionary {
  devices: Map<string, KnownDevice>;
  layouts: readonly Layout[];
  nextBoot: number;
  /** Hours that are in `touched` for certain; of those that are not it may say nothing. */
  touched: Set<number>;
}

export async function loadDictionary(connection: DuckDBConnection): Promise<Dictionary> {
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRows();
  const devices = new Map<string, KnownDevice>();
  const latest = 'SELECT device, arg_max(boot, id) AS boot, max(id) AS id FROM boots GROUP BY device';
  const known = `SELECT d.id, d.name, b.id, b.boot FROM devices d LEFT JOIN (${latest}) b ON b.device = d.id`;
  for (const [id, name, bootId, boot] of await rows(known)) {
    const entry: KnownDevice = { id: Number(id) };
    if (bootId !== null) entry.boot = { id: Number(bootId), name: String(boot) };
    devices.set(String(name), entry);
  }
  const [[boots] = []] = await rows('SELECT coalesce(max(id), 0) FROM boots');
  const touched = new Set((await rows('SELECT DISTINCT hour FROM touched')).map(([hour]) => Number(hour)));
  return { devices, layouts: await loadLayouts(connection), nextBoot: Number(boots) + 1, touched };
}

export async function loadLayouts(connection: DuckDBConnection): Promise<Layout[]> {
  const found = await connection.runAndReadAll('SELECT id, metrics FROM layouts ORDER BY id');
  return found
    .getRows()
    .map(([id, metrics]) => ({ id: Number(id), metrics: JSON.parse(String(metrics)) as string[] }));
}

/** The numbers of device and boot of each sample of a batch. */
export interface Identities {
  devices: Int32Array;
  boots: Int32Array;
}

/** Gives a number to device and boot of every sample, in their order; to be called within a transaction. */
export async function learnNames(
  connection: DuckDBConnection,
  dictionary: Dictionary,
  samples: readonly StoredSample[],
): Promise<Identities> {
  const added: DuckDBValue[][] = [];
  const owners = samples.map(({ device }) => {
    const known = dictionary.devices.get(device);
    if (known) return known;
    const owner = { id: dictionary.devices.size + 1 };
    dictionary.devices.set(device, owner);
    added.push([owner.id, device]);
    return owner;
  });
  await appendRows(connection, 'devices', [INTEGER, VARCHAR], added);
  return learnBoots(connection, dictionary, samples, owners);
}

async function learnBoots(
  connection: DuckDBConnection,
  dictionary: Dictionary,
  samples: readonly StoredSample[],
  owners: readonly KnownDevice[],
): Promise<Identities> {
  const changed = owners.filter((owner, i) => owner.boot && owner.boot.name !== samples[i]?.boot);
  const found = await lookUpBoots(connection, new Set(changed.map(({ id }) => id)));
  const added: DuckDBValue[][] = [];
  const numbers = { devices: new Int32Array(owners.length), boots: new Int32Array(owners.length) };
  for (const [i, owner] of owners.entries()) {
    const name = samples[i]?.boot ?? '';
    if (owner.boot?.name !== name) {
      const key = bootKey(owner.id, name);
      const known = found.get(key);
      owner.boot = { id: known ?? dictionary.nextBoot++, name };
      if (known === undefined) added.push([owner.boot.id, owner.id, name]);
      found.set(key, owner.boot.id);
    }
    numbers.devices[i] = owner.id;
    numbers.boots[i] = owner.boot.id;
  }
  await appendRows(connection, 'boots', [INTEGER, INTEGER, VARCHAR], added);
  return numbers;
}

/** All boots in the file of some devices. */
async function lookUpBoots(
  connection: DuckDBConnection,
  ids: ReadonlySet<number>,
): Promise<Map<string, number>> {
  if (ids.size === 0) return new Map();
  const sql = 'SELECT id, device, boot FROM boots WHERE device IN (SELECT unnest($devices))';
  const devices = listValue([...ids]);
  const rows = await connection.runAndReadAll(sql, { devices }, { devices: LIST(INTEGER) });
  return new Map(
    rows.getRows().map(([id, device, boot]) => [bootKey(Number(device), String(boot)), Number(id)]),
  );
}

function bootKey(device: number, boot: string): string {
  return `${device}/${boot}`;
}
