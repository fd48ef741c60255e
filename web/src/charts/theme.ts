import type { LinkState } from '@fengsui/config/contract';

/** Colours and sizes as the style sheet has them: it is their only source. */
export interface ChartTheme {
  font: string;
  /** CSS pixels of one rem: everything on the wall is sized in rem. */
  rem: number;
  text: string;
  dim: string;
  faint: string;
  line: string;
  ground: string;
  land: string;
  landCalm: string;
  landLine: string;
  state: Record<LinkState, string>;
}

export function readTheme(root: HTMLElement): ChartTheme {
  const style = getComputedStyle(root);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    font: style.fontFamily,
    rem: Number.parseFloat(style.fontSize),
    text: colour('--text'),
    dim: colour('--text-2'),
    faint: colour('--text-3'),
    line: colour('--line'),
    ground: colour('--ground'),
    land: colour('--land'),
    landCalm: colour('--land-calm'),
    landLine: colour('--land-line'),
    state: {
      ONLINE: colour('--online'),
      SUSPECT: colour('--suspect'),
      OFFLINE: colour('--offline'),
      STANDBY: colour('--standby'),
      BLIND: colour('--blind'),
      UNKNOWN: colour('--unknown'),
    },
  };
}
