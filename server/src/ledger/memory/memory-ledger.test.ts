import { describeLedger } from '../ledger.contract.ts';
import { createMemoryLedger } from './index.ts';

describeLedger('memory', createMemoryLedger, () => undefined);
