import { expect, it } from 'vitest';
import { csvFaults } from './csv-faults.ts';

it('a fault of a file is told by line and column, as far as it has them', () => {
  const faults = ['line 3 column cell.rsrp_dbm', 'line 7', 'name'].map((path) => ({ path, message: 'no' }));
  expect(csvFaults(faults)).toEqual([
    { line: '3', column: 'cell.rsrp_dbm', message: 'no' },
    { line: '7', column: '', message: 'no' },
    { line: '', column: 'name', message: 'no' },
  ]);
});
