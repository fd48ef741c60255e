import type { ChartTheme } from '../src/charts/theme.ts';

/** A theme for tests: nothing in it is taken from the style sheet. */
export const TEST_THEME: ChartTheme = {
  font: 'sans-serif',
  rem: 20,
  text: '#ffffff',
  dim: '#bbbbbb',
  faint: '#999999',
  line: '#333333',
  ground: '#000000',
  land: '#202020',
  landCalm: '#204040',
  landLine: '#505050',
  state: {
    ONLINE: '#8080ff',
    SUSPECT: '#ffff00',
    OFFLINE: '#ff0000',
    STANDBY: '#aaaaaa',
    BLIND: '#aa00ff',
    UNKNOWN: '#777777',
  },
};
