import type { Command } from './command.ts';
import { importSite } from './import-site.ts';
import { probe } from './probe.ts';
import { serve } from './serve.ts';

export const commands: Readonly<Record<string, Command>> = { serve, probe, import: importSite };

export function usage(): string {
  const lines = Object.values(commands).map(
    ({ usage: words, summary }) => `  fengsui ${words}\n      ${summary}\n`,
  );
  return `Fengsui 烽燧 — real-time operations monitoring\n\n${lines.join('')}`;
}
