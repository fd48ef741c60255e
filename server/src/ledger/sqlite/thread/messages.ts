import type { Checkpoint } from '../../port.ts';

export interface WriterData {
  file: string;
}

export type ToWriter = { kind: 'commit'; id: number; checkpoint: Checkpoint } | { kind: 'stop' };

export interface FromWriter {
  id: number;
  error?: string;
}
