import type { OnCallBoard } from '@fengsui/config/contract';
import type { ShallowRef } from 'vue';
import { onScopeDispose, shallowReadonly, shallowRef } from 'vue';
import type { Clock } from '../clock.ts';
import type { Failure } from '../http/get-json.ts';
import type { OnCallApi } from './on-call-api.ts';

export interface BoardState {
  board: Readonly<ShallowRef<OnCallBoard | undefined>>;
  /** Why the last reading failed; what was read before stands on, with its time. */
  failure: Readonly<ShallowRef<Failure | undefined>>;
  /** Reads it at once: something was changed here. */
  refresh(): Promise<void>;
}

const READ_EVERY_MS = 15_000;

/** Reads the board again and again; of answers that overtake each other the last question's counts. */
export function useBoard(
  api: OnCallApi,
  clock: Clock,
  window: () => { from: number; to: number },
): BoardState {
  const board = shallowRef<OnCallBoard>();
  const failure = shallowRef<Failure>();
  let asking = new AbortController();

  async function refresh(): Promise<void> {
    asking.abort();
    asking = new AbortController();
    const answer = await api.board(window(), asking.signal);
    if (answer.ok) {
      board.value = answer.value;
      failure.value = undefined;
    } else if (answer.because !== 'aborted') failure.value = answer.because;
  }

  const stop = clock.every(READ_EVERY_MS, () => void refresh());
  void refresh();
  onScopeDispose(() => {
    stop();
    asking.abort();
  });
  return { board: shallowReadonly(board), failure: shallowReadonly(failure), refresh };
}
