import { expect, it } from 'vitest';
import { serverAt } from '../../test/world.ts';
import { LAG_LOUD_MS, serverTrouble } from './server-trouble.ts';

const well = serverAt(0);

it('says nothing of a server that is well', () => {
  expect(serverTrouble(well)).toEqual([]);
});

it('names each part that is not well, with what it says and since when', () => {
  const checks = { ...well.checks, broker: { ok: false, detail: 'refused', since: 5 } };
  expect(serverTrouble({ ...well, checks })).toEqual([
    { kind: 'part', part: 'broker', detail: 'refused', since: 5 },
  ]);
});

it('speaks of storing that lags from the limit on', () => {
  const lagging = (ms: number) => serverTrouble({ ...well, checks: { ...well.checks, ingest_lag_ms: ms } });
  expect(lagging(LAG_LOUD_MS - 1)).toEqual([]);
  expect(lagging(LAG_LOUD_MS)).toEqual([{ kind: 'lag', lagMs: LAG_LOUD_MS }]);
});
