import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openJournal } from '../journal/journal.ts';
import { openSqliteLedger } from '../ledger/sqlite/index.ts';
import { usage } from './index.ts';
import { handOver } from './hand-over.ts';
import { takeOver } from './take-over.ts';

const X = '441223';

let folder: string;
let said: string;

/** Nobody listens there. */
const BROKER = 'mqtt://127.0.0.1:1';
const environment = (over: Record<string, string> = {}) => ({
  FENGSUI_NAME: 'north',
  FENGSUI_COUNTIES: '441284,441223',
  FENGSUI_DATA: folder,
  FENGSUI_MQTT_URL: BROKER,
  ...over,
});
const out = () => join(folder, 'x.bundle');
const give = (...args: string[]) => handOver(args, environment());
const giveX = () => give('--county', X, '--to', 'south', '--out', out());
const take = (...args: string[]) => takeOver(args, environment());

function keep(change: (ledger: ReturnType<typeof openSqliteLedger>) => void): void {
  const ledger = openSqliteLedger(join(folder, 'ledger.sqlite'));
  change(ledger);
  ledger.close();
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hand-over-'));
  said = '';
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => ((said += String(text)), true));
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

describe('fengsui hand-over and take-over', () => {
  it('are named in the help', () => {
    expect(usage()).toMatch(/fengsui hand-over --county CODE --to NAME --out FILE/);
    expect(usage()).toMatch(/fengsui take-over --subscribe CODE \| --bundle FILE \| --abandon CODE/);
  });

  it('say what they must be told', async () => {
    const wrong: [() => Promise<number>, string][] = [
      [() => give('--to', 'south', '--out', 'f'), 'say which county: --county CODE, six digits'],
      [() => give('--county', '44', '--to', 'south', '--out', 'f'), 'say which county'],
      [() => give('--county', X, '--out', 'f'), 'say which server takes it: --to NAME'],
      [() => give('--county', X, '--to', 'south'), 'say where to: --out FILE'],
      [() => give('--county', X, '--to', 'north', '--out', 'f'), 'this server is north itself'],
      [() => give('--odd'), "Unknown option '--odd'"],
      [() => take(), 'say one of --subscribe CODE, --bundle FILE, --abandon CODE'],
      [() => take('--subscribe', X, '--abandon', X), 'say one of'],
      [() => take('--abandon', 'x'), 'a county has six digits, not x'],
      [() => handOver(['--county', X, '--to', 's', '--out', 'f'], {}), 'counties: is needed'],
      [() => takeOver(['--subscribe', X], environment({ FENGSUI_NAME: '' })), 'name: is needed'],
    ];
    for (const [run, words] of wrong) {
      said = '';
      expect(await run(), words).toBe(2);
      expect(said).toContain(words);
    }
  });

  it('leave a server alone that runs', async () => {
    writeFileSync(join(folder, 'server.pid'), String(process.ppid));
    await expect(giveX()).rejects.toThrow(`is in use by process ${process.ppid}`);
    await expect(take('--subscribe', X)).rejects.toThrow('is in use');
  });

  it('leave a server alone that did not stop in order', async () => {
    const journal = openJournal({ folder: join(folder, 'journal'), maxBytes: 2 ** 30 });
    journal.append(Buffer.from('acknowledged, and in no ledger'));
    journal.close();
    expect(await giveX()).toBe(1);
    expect(said).toContain('start it once and stop it again');
    expect(await take('--subscribe', X)).toBe(1);
  });

  it('change nothing where nobody awaits the county, or the file is there', async () => {
    keep((ledger) =>
      ledger.commit({
        journal: 'j',
        offset: 0,
        devices: [{ id: 'a', state: JSON.stringify({ county: X }) }],
        transitions: [],
      }),
    );
    expect(await giveX()).toBe(1);
    expect(said).toContain(`the broker ${BROKER}`);
    writeFileSync(out(), 'something else');
    expect(await giveX()).toBe(1);
    expect(said).toContain('is there already');
    keep((ledger) => expect([ledger.counties(), ledger.handOvers()]).toEqual([{ [X]: 1 }, []]));
  });

  it('give the bundle again when the file was not written', async () => {
    const step = { county: X, state: 'handed_over', bundle: 'b-1', peer: 'south', at: 1 } as const;
    keep((ledger) => ledger.takeOut(step, Buffer.from('packed'), {}));
    expect(await give('--county', X, '--to', 'south', '--out', join(folder, 'no', 'folder'))).toBe(1);
    expect(said).toContain('the ledger keeps the bundle: ask again');
    expect(await giveX()).toBe(0);
    expect([existsSync(out()), existsSync(`${out()}.new`)]).toEqual([true, false]);
    expect(said).toContain('the same bundle b-1');
  });

  it('remember that a county is awaited before the broker is asked, so that it can be asked again', async () => {
    expect(await take('--subscribe', X)).toBe(1);
    keep((ledger) => expect(ledger.handOvers()).toMatchObject([{ county: X, state: 'awaited' }]));
    expect(await take('--subscribe', X)).toBe(1);
    keep((ledger) => expect(ledger.handOvers()).toHaveLength(1));
    expect(await take('--abandon', X)).toBe(1);
    keep((ledger) => expect(ledger.handOvers()).toMatchObject([{ state: 'awaited' }]));
  });

  it('take no county that is not to be served, nor one that is not awaited, nor any file', async () => {
    expect(await take('--subscribe', '441299')).toBe(1);
    expect(said).toContain('add 441299 to counties first');
    expect(await take('--abandon', X)).toBe(1);
    expect(said).toContain(`${X} is not awaited here`);
    expect(await take('--bundle', out())).toBe(1);
    expect(said).toContain('cannot be taken: ENOENT');
    writeFileSync(out(), 'no bundle');
    expect(await take('--bundle', out())).toBe(1);
    expect(said).toContain('it is damaged or no bundle');
  });
});
