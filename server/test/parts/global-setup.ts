import type { TestProject } from 'vitest/node';
import { ensureParts } from './ensure-parts.ts';

/** Matches no title: every test is counted as skipped, and none of its preparations run. */
const NO_TEST = /(?!)/;

/** Without its parts a real test can say nothing: in CI that is a failure, elsewhere they are skipped. */
export function setup(project: TestProject): void {
  const parts = ensureParts();
  if (parts.ok) return;
  if (process.env['CI']) throw new Error(`The real tests cannot run; ${parts.because}`);
  process.stderr.write(`The real tests are skipped; ${parts.because}\n`);
  project.config.testNamePattern = NO_TEST;
}
