import type { Decoded, RecordingLine } from '@fengsui/config/contract';
import { decodeBytes, decodeValue } from '@fengsui/config/contract';
import { bytesOfRaw } from './raw-text.ts';

export type MessageLine = Extract<RecordingLine, { topic: string }>;

/** The message of a line, as the live server would have read it, or the reason why not. */
export function decodeLine(line: MessageLine): Decoded {
  return 'payload' in line
    ? decodeValue(line.topic, line.payload)
    : decodeBytes(line.topic, bytesOfRaw(line.raw));
}
