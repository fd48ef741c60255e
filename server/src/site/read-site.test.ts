import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ancestorsOf, childrenOf, formatSiteFaults, readSite } from './site.ts';

const FILES: Record<string, string> = {
  'divisions.csv':
    'code,parent,level,name\n441200,440000,city,肇庆市\n441223,441200,county,广宁县\n441224,441200,county,怀集县\n',
  'plant.csv': 'id,parent,kind,name,area,lon,lat\ncore,,headend,总前端,441200,,\n',
  'devices.csv': 'id,class,node,area,name,lon,lat,T,homes,population\nsite-1,site,core,441223,机房,,,30,,\n',
};

const ON_CALL = `
persons:
  - { id: p, name: 示例甲 }
teams:
  - id: t
    name: { zh: 示例班, en: Example }
    areas: ['441223']
    lead: p
    rotations: [{ id: days, members: [p], since: 0, handover: '0 8 * * *' }]
`;

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

function folderOf(change: Record<string, string | undefined> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'site-'));
  folders.push(folder);
  for (const [name, content] of Object.entries({ ...FILES, ...change })) {
    if (content !== undefined) writeFileSync(join(folder, name), content);
  }
  return folder;
}

async function faultsIn(folder: string): Promise<string[]> {
  const result = await readSite(folder);
  return result.ok ? [] : formatSiteFaults(result.faults, result.more).split('\n');
}

describe('a site folder', () => {
  it('is read with its three required files', async () => {
    const result = await readSite(folderOf());
    expect(result.ok && [...result.site.devices.keys()]).toEqual(['site-1']);
    expect(result.ok && result.warnings).toEqual([]);
  });

  it('says in site.yaml what the tables cannot', async () => {
    const result = await readSite(
      folderOf({ 'site.yaml': 'name: 样例\ninvented: true\ntimezone: Asia/Urumqi\n' }),
    );
    expect(result.ok && result.site.info).toEqual({ name: '样例', invented: true, timezone: 'Asia/Urumqi' });
  });

  it('is refused as a whole, with the faults of all files', async () => {
    const folder = folderOf({
      'site.yaml': 'name: 样例\ntimezone: Asia/Zhaoqing\nowner: nobody\n',
      'plant.csv': undefined,
      'devices.csv': FILES['devices.csv']?.replace(',30,', ',0,'),
      'maintenance.csv': 'id,scope\n',
    });
    expect(await faultsIn(folder)).toEqual([
      'site.yaml at timezone: expected a time zone like Asia/Shanghai',
      'site.yaml at owner: is not a setting',
      'plant.csv: is missing, and a site cannot do without it',
      'devices.csv:2 column T: expected whole seconds, 1 to 86400, or nothing for the class default, found "0"',
      'maintenance.csv:1 column from: this column is missing',
      'maintenance.csv:1 column to: this column is missing',
      'maintenance.csv:1 column reason: this column is missing',
    ]);
  });

  it('may bring persons and teams to begin with', async () => {
    const result = await readSite(folderOf({ 'on-call.yaml': ON_CALL }));
    expect(result.ok && result.site.onCall?.teams[0]).toMatchObject({ id: 't', lead: 'p', escalation: [] });
  });

  it('is refused when these name what is not there, or cannot take turns', async () => {
    const wrong = ON_CALL.replace('lead: p', 'lead: q')
      .replace('441223', '441299')
      .replace('0 8 * * *', '0 8 * *');
    expect(await faultsIn(folderOf({ 'on-call.yaml': wrong }))).toEqual([
      'on-call.yaml at teams.0.areas.0: there is no division 441299',
      'on-call.yaml at teams.0.lead: there is no person q',
      'on-call.yaml at teams.0.rotations.0.handover: "0 8 * *" is not a cron pattern of five fields, like "0 8 * * 1" (4 fields instead of 5)',
    ]);
    const odd = ON_CALL.replace('name: 示例甲', 'phone: 1');
    expect(await faultsIn(folderOf({ 'on-call.yaml': odd }))).toEqual([
      'on-call.yaml at persons.0.name: Invalid input: expected string, received undefined',
      'on-call.yaml at persons.0.phone: is not a setting',
    ]);
    expect(await faultsIn(folderOf({ 'on-call.yaml': ': [' }))).toEqual([
      expect.stringMatching(/^on-call\.yaml: not YAML: /),
      ...['persons', 'teams'].map(
        (path) => `on-call.yaml at ${path}: Invalid input: expected array, received undefined`,
      ),
    ]);
  });

  it('is refused when a file is no file', async () => {
    const folder = folderOf({ 'devices.csv': undefined });
    mkdirSync(join(folder, 'devices.csv'));
    expect(await faultsIn(folder)).toEqual(['devices.csv: cannot be read (EISDIR)']);
  });

  it('is refused when a file is too large, without reading it', async () => {
    const folder = folderOf({ 'weak-areas.csv': '' });
    truncateSync(join(folder, 'weak-areas.csv'), 17 * 1024 * 1024);
    expect(await faultsIn(folder)).toEqual([
      'weak-areas.csv: 17825792 bytes are too many, at most 16777216 are read',
    ]);
  });

  it('is refused when it is not there', async () => {
    const folder = join(folderOf(), 'nowhere');
    expect(await faultsIn(folder)).toEqual([`${folder}: is not a folder that can be read`]);
  });
});

describe('the divisions of a site', () => {
  it('are asked for what is above and below one', async () => {
    const result = await readSite(folderOf());
    if (!result.ok) throw new Error(formatSiteFaults(result.faults));
    expect(ancestorsOf(result.site, '441224')).toEqual(['441224', '441200']);
    expect(ancestorsOf(result.site, '440000')).toEqual([]);
    expect(childrenOf(result.site, '441200')).toEqual(['441223', '441224']);
    expect(childrenOf(result.site, '441224')).toEqual([]);
  });
});
