import { describe, expect, it } from 'vitest';
import { fromRecord } from './record.ts';
import { START, timeline } from './timeline.ts';

describe('a device as it is kept', () => {
  it('is the same after it was written down and read', () => {
    const { state } = timeline().birth().at(10).data(1, { 'pwr.mains_v': 221 }).at(20).data(3);
    expect(fromRecord(JSON.parse(JSON.stringify(state)) as typeof state)).toEqual(state);
  });

  it('is taken from an older version, which knew less of it', () => {
    const { state } = timeline().birth();
    const { index, rebornAt, goneAt, looks, lookAt, turns, ...older } = state;
    const boots = [
      { boot: 'b1', received: [], birthSeq: null, offset: { since: START, current: 0, previous: null } },
    ];
    const kept = fromRecord({ ...older, boots } as unknown as typeof state);
    expect(kept).toEqual({
      ...older,
      ...{ index, rebornAt, goneAt, looks, lookAt, turns },
      boots: [{ ...state.boots[0], bornTs: null, since: 0, heardTo: 0 }],
    });
  });
});
