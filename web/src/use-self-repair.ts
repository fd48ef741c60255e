import type { ShallowRef } from 'vue';
import { onErrorCaptured, onScopeDispose, shallowReadonly, shallowRef } from 'vue';
import type { Clock } from './clock.ts';

const TRY_EVERY_MS = 10_000;

/**
 * Nobody stands at a wall to reload it. Once a part has failed to draw, the page is loaded anew, but
 * only when the server answers: the browser's own error page would never come back.
 */
export function useSelfRepair(page: Window & typeof globalThis, clock: Clock): Readonly<ShallowRef<boolean>> {
  const fault = shallowRef(false);
  let stop: (() => void) | undefined;
  const repair = (): void => {
    page
      .fetch(page.document.baseURI, { cache: 'no-store' })
      .then((answer) => answer.ok && page.location.reload())
      .catch(() => undefined);
  };
  onErrorCaptured((error) => {
    page.console.error(error);
    fault.value = true;
    stop ??= clock.every(TRY_EVERY_MS, repair);
    return false;
  });
  onScopeDispose(() => stop?.());
  return shallowReadonly(fault);
}
