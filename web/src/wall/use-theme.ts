import type { ShallowRef } from 'vue';
import { onScopeDispose, shallowReadonly, shallowRef } from 'vue';
import type { ChartTheme } from '../charts/theme.ts';
import { readTheme } from '../charts/theme.ts';

/** The chart theme; read anew when the window, and with it the size of a rem, changes. */
export function useTheme(page: Window): Readonly<ShallowRef<ChartTheme>> {
  const root = page.document.documentElement;
  const theme = shallowRef(readTheme(root));
  const follow = (): void => {
    theme.value = readTheme(root);
  };
  page.addEventListener('resize', follow);
  onScopeDispose(() => page.removeEventListener('resize', follow));
  return shallowReadonly(theme);
}
