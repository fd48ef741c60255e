import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeSeriesStore } from '../series.contract.ts';
import { openDuckdbSeries } from './index.ts';

describeSeriesStore('DuckDB', async (options) => {
  const folder = mkdtempSync(join(tmpdir(), 'fengsui-series-'));
  let store = await openDuckdbSeries({ folder, ...options });
  return {
    store,
    async reopen() {
      await store.close();
      store = await openDuckdbSeries({ folder, ...options });
      return store;
    },
    async cleanup() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
});
