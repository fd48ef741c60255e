import { expect, it } from 'vitest';
import type { Beat } from '../port.ts';
import type { Subject } from '../series.contract.ts';
import { HOUR, MER, T0, relative, sample } from './samples.ts';

export function beatCases(subject: Subject): void {
  beats(subject);
  silences(subject);
}

function beats(subject: Subject): void {
  it('knows every sample by boot and sequence number, also empty ones', async () => {
    await subject.put(
      sample(0, {}, { boot: '0a', seq: 0 }),
      sample(10, { [MER]: 1 }, { boot: '0a', seq: 1 }),
    );
    await subject.put(
      sample(5, { 'cell.rat': 'LTE' }, { boot: 'ffffffffffffffff', seq: 2 ** 53 - 1, late: true }),
    );
    await subject.put(sample(20, {}, { boot: 'A', seq: 7 }), sample(30, {}, { boot: 'a', seq: 7 }));
    expect(await subject.store.beats(HOUR)).toEqual([
      { ts: T0, boot: '0a', seq: 0 },
      { ts: T0 + 5, boot: 'ffffffffffffffff', seq: 2 ** 53 - 1 },
      { ts: T0 + 10, boot: '0a', seq: 1 },
      { ts: T0 + 20, boot: 'A', seq: 7 },
      { ts: T0 + 30, boot: 'a', seq: 7 },
    ]);
  });

  it('keeps samples apart that fall on one instant', async () => {
    const boots = ['a1', 'b2', 'c3', 'd4'];
    const batch = boots.flatMap((boot) => [1, 2, 3].map((seq) => sample(50, { [MER]: seq }, { boot, seq })));
    await subject.put(...batch);
    await subject.put(sample(50, {}, { boot: 'e5', seq: 1 }));
    const identity = ({ boot, seq }: Pick<Beat, 'boot' | 'seq'>) => `${boot}/${seq}`;
    const found = (await subject.store.beats(HOUR)).map(identity).sort();
    expect(found).toEqual([...batch.map(identity), 'e5/1'].sort());
  });

  it('keeps to the window, the device and the limit', async () => {
    await subject.put(...[-1, 0, 10, 20, 30].map((at) => sample(at)), sample(15, {}, { device: 'stb-2' }));
    const times = async (query: object) =>
      (await subject.store.beats({ ...HOUR, to: T0 + 30, ...query })).map(({ ts }) => ts - T0);
    expect(await times({})).toEqual([0, 10, 20]);
    expect(await times({ limit: 2 })).toEqual([0, 10]);
    expect(await times({ device: 'stb-9' })).toEqual([]);
  });
}

function silences(subject: Subject): void {
  const query = { ...HOUR, to: T0 + 100_000, longerThanMs: 10_000 };

  it('finds the spans without a sample, the edges of the window counting as samples', async () => {
    await subject.put(...[10_001, 20_001, 20_002, 55_000, 89_999].map((at) => sample(at)));
    expect(relative(await subject.store.silences(query))).toEqual([
      [0, 10_001 + T0],
      [20_002, 55_000 + T0],
      [55_000, 89_999 + T0],
      [89_999, 100_000 + T0],
    ]);
  });

  it('is exact to the millisecond, whatever boots and sequence numbers', async () => {
    const ends = [10_000, 20_001, 30_001, 40_002].map((at, i) =>
      sample(at, {}, { boot: `b${i}`, seq: i * 997 }),
    );
    await subject.put(sample(0, {}, { boot: 'f0', seq: 999 }), ...ends);
    expect(relative(await subject.store.silences({ ...query, to: T0 + 40_003 }))).toEqual([
      [10_000, 20_001 + T0],
      [30_001, 40_002 + T0],
    ]);
  });

  it('does not look outside the window', async () => {
    await subject.put(sample(-5_000), sample(100_000), sample(50_000, {}, { device: 'stb-2' }));
    expect(await subject.store.silences(query)).toEqual([[T0, T0 + 100_000]]);
  });

  it('calls the whole window silent for a device never seen, unless the window is too short', async () => {
    const never = { ...query, device: 'stb-404' };
    expect(await subject.store.silences(never)).toEqual([[T0, T0 + 100_000]]);
    expect(await subject.store.silences({ ...never, to: T0 + 10_000 })).toEqual([]);
    expect(await subject.store.silences({ ...never, to: T0 - 1 })).toEqual([]);
  });

  it('sees a silence filled by what comes late, and gives the oldest ones first', async () => {
    await subject.put(sample(0), sample(40_000), sample(80_000));
    expect(relative(await subject.store.silences({ ...query, limit: 1 }))).toEqual([[0, 40_000 + T0]]);
    await subject.put(...[10_000, 20_000, 30_000].map((at) => sample(at, {}, { late: true })));
    expect(relative(await subject.store.silences(query))).toEqual([
      [40_000, 80_000 + T0],
      [80_000, 100_000 + T0],
    ]);
  });
}
