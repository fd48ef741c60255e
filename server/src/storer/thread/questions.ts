import { SeriesUnavailable } from '../../series/port.ts';
import type { SeriesReader } from '../storer.ts';
import type { FromThread, Question, ToThread } from './messages.ts';

/** Each call of the store that may be asked from another thread. */
const QUESTIONS: Readonly<Record<Question, true>> = {
  points: true,
  ranges: true,
  beats: true,
  silences: true,
  place: true,
  refill: true,
  areaHours: true,
  areaSums: true,
  check: true,
};

/** More than this wait for nothing but memory to run out. */
const MAX_OPEN = 1_000;

interface Open {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A store that sends each question on and waits for its answer. */
export interface Questions {
  store(kind: string): SeriesReader;
  settle(answer: Extract<FromThread, { id: number }>): void;
  /** Nobody will answer what is still open. */
  abandon(because: string): void;
}

export function createQuestions(send: (message: ToThread) => void): Questions {
  const open = new Map<number, Open>();
  let asked = 0;

  function ask(question: Question, args: readonly unknown[]): Promise<unknown> {
    if (open.size >= MAX_OPEN)
      return Promise.reject(new SeriesUnavailable('too many questions wait already'));
    const id = ++asked;
    return new Promise((resolve, reject) => {
      open.set(id, { resolve, reject });
      send({ kind: 'ask', id, question, args });
    });
  }

  return {
    store(kind) {
      const calls = Object.keys(QUESTIONS).map((name) => [
        name,
        (...args: unknown[]) => ask(name as Question, args),
      ]);
      return { kind, ...Object.fromEntries(calls) } as SeriesReader;
    },
    settle(answer) {
      const waiting = open.get(answer.id);
      open.delete(answer.id);
      if (answer.kind === 'answer') waiting?.resolve(answer.value);
      else waiting?.reject(new SeriesUnavailable(answer.message));
    },
    abandon(because) {
      for (const { reject } of open.values()) reject(new SeriesUnavailable(because));
      open.clear();
    },
  };
}
