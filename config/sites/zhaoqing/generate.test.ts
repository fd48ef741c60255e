import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'zhaoqing-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the generator of the sample site', () => {
  it('gives the committed files, byte for byte', { timeout: 120_000 }, () => {
    execFileSync(process.execPath, [join(here, 'generate.js'), folder]);
    for (const file of ['plant.csv', 'devices.csv', 'weak-areas.csv', 'maintenance.csv']) {
      const [made, committed] = [folder, here].map((place) => readFileSync(join(place, file)));
      expect(made?.equals(committed ?? Buffer.alloc(0)), file).toBe(true);
    }
  });
});
