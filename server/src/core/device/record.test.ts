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
    const { index, rebornAt, goneAt, looks, lookAt, turns, ...later } = state;
    const { signalSince, signalFive, signalWellSince, ...older } = later;
    const boots = [
      { boot: 'b1', received: [], birthSeq: null, offset: { since: START, current: 0, previous: null } },
    ];
    const kept = fromRecord({ ...older, boots } as unknown as typeof state);
    expect(kept).toEqual({
      ...older,
      ...{ index, rebornAt, goneAt, looks, lookAt, turns },
      ...{ signalSince, signalFive, signalWellSince },
      boots: [{ ...state.boots[0], bornTs: null, since: 0, heardTo: 0 }],
    });
  });

  it('whose signal an older version kept has been so since it was heard last, at least', () => {
    const line = timeline().birth().at(10).data(1, { 'cell.rsrp_dbm': -90 }).at(20).data(2);
    const { signalSince, signalFive, signalWellSince, ...older } = line.state;
    expect([signalSince, signalFive > 0, signalWellSince]).toEqual([START + 10_000, true, null]);
    expect(fromRecord(older as typeof line.state)).toMatchObject({
      signal: 'OK',
      signalSince: START + 20_000,
      signalFive: 0,
      signalWellSince: null,
    });
  });
});
