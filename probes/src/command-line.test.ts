import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCommandLine } from './command-line.ts';
import { PROBE_VERSION } from './version.ts';

describe('the command line', () => {
  it('names the settings file', () => {
    expect(readCommandLine(['--settings', 'a.yaml'], '1')).toEqual({ do: 'run', settings: 'a.yaml' });
    expect(readCommandLine([], '1')).toEqual({ do: 'run', settings: undefined });
  });

  it('tells the version and how it is used', () => {
    expect(readCommandLine(['--version'], '1.2.3')).toEqual({ do: 'tell', text: '1.2.3\n' });
    expect(readCommandLine(['-h'], '1')).toMatchObject({ do: 'tell' });
  });

  it('refuses what it does not know, and says what it knows', () => {
    const refused = readCommandLine(['--setings', 'x'], '1');
    expect(refused.do).toBe('refuse');
    expect(refused.do === 'refuse' && refused.text).toContain('--settings FILE');
  });
});

describe('the version', () => {
  it('is that of the package', () => {
    const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
    expect((JSON.parse(text) as { version: string }).version).toBe(PROBE_VERSION);
  });
});
