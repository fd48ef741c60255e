import type { Catalogue } from './catalogue.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** One language: its file, its line here. */
export const CATALOGUES = { zh, en } satisfies Record<string, Catalogue>;
export type Language = keyof typeof CATALOGUES;
export const LANGUAGES = Object.keys(CATALOGUES) as Language[];
export const LOCALES = { zh: 'zh-CN', en: 'en-GB' } as const satisfies Record<Language, string>;

const isLanguage = (value: unknown): value is Language => LANGUAGES.some((language) => language === value);

/** Where the choice is kept; a browser may refuse to keep anything. */
export interface Memory {
  read(): string | null;
  write(value: string): void;
}

/** The address (`?lang=en`) wins over what is remembered; Chinese comes first. */
export function firstLanguage(query: string, memory: Memory): Language {
  const asked = new URLSearchParams(query).get('lang');
  const remembered = memory.read();
  return [asked, remembered].find(isLanguage) ?? 'zh';
}

export function browserMemory(key: string): Memory {
  return {
    read: () => {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write: (value) => {
      try {
        localStorage.setItem(key, value);
      } catch {
        /** Then the choice lasts until the next reload. */
      }
    },
  };
}
