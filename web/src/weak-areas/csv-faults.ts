import type { Fault } from '../http/send-json.ts';

/** Where in a file something does not fit. */
export interface CsvFault {
  /** Counted from 1, the header included; '' where it is of the whole file. */
  line: string;
  /** The name of the column; '' where it is of the whole line. */
  column: string;
  message: string;
}

/** The server names a place as `line 3 column ok`, or `line 3`. */
export const csvFaults = (faults: readonly Fault[]): CsvFault[] =>
  faults.map(({ path, message }) => {
    const [, line = '', column = ''] = /^line (\d+)(?: column (.+))?$/.exec(path) ?? ['', '', path];
    return { line, column, message };
  });
