import { SeriesUnavailable } from '../series/port.ts';
import { HttpProblem } from './problem.ts';

/** A store that is away is no fault of ours, nor of whoever asks. */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SeriesUnavailable)
      throw new HttpProblem(503, 'The series store does not answer now.');
    throw error;
  }
}
