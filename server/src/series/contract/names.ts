import { expect, it } from 'vitest';
import type { Subject } from '../series.contract.ts';
import { HOUR, HOUR_OF_MER, MER, relative, sample } from './samples.ts';

const AWKWARD = [
  'a b',
  'a,b=c',
  'it\'s "quoted"',
  '"',
  "'",
  '设备-一号 🗼',
  '100%_',
  '$1',
  '$device',
  ';',
  '--',
  '/* x */',
  '#',
  '//',
  '__proto__',
  'constructor',
  'a'.repeat(64),
];
const INJECTIONS = [
  `x' OR '1'='1`,
  `x" OR "1"="1`,
  `'; DROP TABLE beats; --`,
  `"; DROP MEASUREMENT telemetry; SELECT "`,
  `x') UNION ALL SELECT * FROM devices --`,
  `/.*/`,
];
/** Not every store can hold these; none may let them touch anything else. */
const UNSPEAKABLE = ['a\nbeats,device=stb-1 seq=99', 'a\\', '\\', "\\' OR 1=1 --", 'a\\ b', 'a\rb', 'a\0b'];

export function nameCases(subject: Subject): void {
  it('takes metrics and devices by any name', async () => {
    const names = [...AWKWARD, ...INJECTIONS];
    await subject.put(sample(0, { [MER]: 36 }));
    const batch = names.flatMap((name, i) => [
      sample(1, { ['x.' + name]: i }),
      sample(2, { ['x.' + name]: 'text' }),
      sample(3, { [MER]: -i - 1 }, { device: name }),
    ]);
    expect(await subject.put(...batch.map((one, i) => ({ ...one, ts: one.ts + i * 10 })))).toEqual({
      refused: 0,
    });
    for (const [i, name] of names.entries()) {
      const own = await subject.store.points({ ...HOUR, metric: 'x.' + name });
      expect.soft(own.map(([, value]) => value)).toEqual([i, 'text']);
      const device = await subject.store.points({ ...HOUR_OF_MER, device: name });
      expect.soft(device.map(([, value]) => value)).toEqual([-i - 1]);
    }
    expect(relative(await subject.store.points(HOUR_OF_MER))).toEqual([[0, 36]]);
  });

  it('finds nothing under a name that tries to be more than a name', async () => {
    await subject.put(sample(0, { [MER]: 36 }));
    for (const name of [...INJECTIONS, ...UNSPEAKABLE]) {
      expect.soft(await subject.store.points({ ...HOUR_OF_MER, device: name })).toEqual([]);
      expect.soft(await subject.store.points({ ...HOUR, metric: name })).toEqual([]);
      expect.soft(await subject.store.beats({ ...HOUR, device: name })).toEqual([]);
      expect.soft(await subject.store.silences({ ...HOUR, device: name, longerThanMs: 1 })).toHaveLength(1);
      expect.soft(await subject.store.mark(name)).toBeUndefined();
    }
    expect(relative(await subject.store.points(HOUR_OF_MER))).toEqual([[0, 36]]);
  });

  it('keeps or refuses a name it cannot speak, and stores its neighbours', async () => {
    const odd = UNSPEAKABLE.map((name, i) => sample(10 + i, { [MER]: i }, { device: name }));
    const { refused } = await subject.put(sample(0, { [MER]: 36 }), ...odd, sample(1, { [MER]: 37 }));
    const kept = await Promise.all(
      UNSPEAKABLE.map((name) => subject.store.points({ ...HOUR_OF_MER, device: name })),
    );
    expect(kept.flat()).toHaveLength(UNSPEAKABLE.length - refused);
    expect(relative(await subject.store.points(HOUR_OF_MER))).toEqual([
      [0, 36],
      [1, 37],
    ]);
    expect(await subject.store.beats(HOUR)).toHaveLength(2);
  });
}
