import { fileName } from './file-name.js';
import { functionLines } from './function-lines.js';
import { imports } from './imports.js';

/** Our own rules, where no published one says it in a table. */
export const fengsui = { rules: { imports, 'file-name': fileName, 'function-lines': functionLines } };
