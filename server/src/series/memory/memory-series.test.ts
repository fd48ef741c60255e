import { describeSeriesStore } from '../series.contract.ts';
import { createMemorySeries } from './memory-series.ts';

describeSeriesStore('memory', async () => {
  const store = createMemorySeries();
  return { store, cleanup: () => store.close() };
});
