import type { Words } from '@fengsui/config/contract';
import { z } from 'zod';

interface Marks {
  /** Never given back, never said in an answer. */
  secret?: true;
  /** Decides to whom secrets are sent: where it changes, secrets must be given again. */
  destination?: true;
}

/** A field of a form: its words for people, and what it is. The marks stand in the JSON Schema, too. */
export function field<S extends z.ZodType>(schema: S, words: Words, marks: Marks = {}): S {
  return schema.meta({ description: words.en, words, ...marks });
}

export function isMarked(schema: unknown, mark: keyof Marks): boolean {
  return schema instanceof z.ZodType && schema.meta()?.[mark] === true;
}

const MAX_URL = 2_048;

/** Whether it may be asked at all is decided when it is. */
export const HttpUrl = z
  .string()
  .max(MAX_URL)
  .refine(
    (text) => /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text),
    'expected a URL like https://host/path',
  )
  .refine((text) => !/^https?:\/\/[^/?#]*@/i.test(text), 'holds a name or password before the host');

/** In which language the channel's people read. */
export const language = field(z.enum(['zh', 'en']).default('zh'), {
  zh: '消息语言',
  en: 'Language of messages',
});
export type Language = keyof Words;
