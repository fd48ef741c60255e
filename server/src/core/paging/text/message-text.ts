import type { MessageText } from '@fengsui/config/contract';
import type { PagingWorld } from '../model.ts';
import { digestText } from './digest-text.ts';
import { incidentText } from './incident-text.ts';
import type { Line } from './line.ts';

/** Lines come the worst first; at least one. */
export function messageText(lines: readonly Line[], world: PagingWorld): MessageText {
  const [line, ...more] = lines;
  return line && more.length === 0 ? incidentText(line, world) : digestText(lines, world);
}
