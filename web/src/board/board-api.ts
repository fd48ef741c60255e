import { BoardAnswer, WeeklyReport } from '@fengsui/config/contract';
import type { Answer, Failure } from '../http/get-json.ts';
import { getJson } from '../http/get-json.ts';

export type ReportName = 'weekly' | 'monthly';
export type Csv = { ok: true; file: Blob } | { ok: false; because: Failure };

export interface BoardApi {
  board(window: { from: number; to: number }, signal: AbortSignal): Promise<Answer<BoardAnswer>>;
  /** The sheet of the week in which `at` lies. */
  weekly(at: number, signal: AbortSignal): Promise<Answer<WeeklyReport>>;
  csv(report: ReportName, at: number): Promise<Csv>;
}

/** A month of a large site takes a while. */
const CSV_TIMEOUT_MS = 30_000;

/** @param root where the API is, with a slash at the end */
export function createBoardApi(root: string): BoardApi {
  return {
    board: ({ from, to }, signal) =>
      getJson(`${root}board?from=${from}&to=${to}`, (raw) => BoardAnswer.safeParse(raw), signal),
    weekly: (at, signal) =>
      getJson(`${root}reports/weekly?at=${at}`, (raw) => WeeklyReport.safeParse(raw), signal),
    csv: (report, at) => readCsv(`${root}reports/${report}?at=${at}`),
  };
}

/** By a request of its own: what a link asks for is answered as JSON. */
async function readCsv(url: string): Promise<Csv> {
  try {
    const response = await fetch(url, {
      headers: { accept: 'text/csv' },
      signal: AbortSignal.timeout(CSV_TIMEOUT_MS),
    });
    if (!response.ok) return { ok: false, because: 'status' };
    return { ok: true, file: await response.blob() };
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError';
    return { ok: false, because: isLate ? 'timeout' : 'network' };
  }
}
