import { describeSeriesStore } from '../series.contract.ts';
import { createMemorySeries } from './memory-series.ts';

describeSeriesStore('memory', async (options) => {
  const store = createMemorySeries(options);
  return { store, cleanup: () => store.close() };
});
