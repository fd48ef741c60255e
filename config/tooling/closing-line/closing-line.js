/**
 * A reporter that says last what a run came to, alone on a line: `N passed, N failed`, and `, N skipped`
 * where some were. A file that could not be read, a preparation that failed and an error that no test caught are failures, and a
 * run of no test has failed.
 *
 * @returns {import('vitest/reporters').Reporter}
 */
export function createClosingLine({ write = (text) => void process.stdout.write(text) } = {}) {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      const count = countOf(modules, unhandledErrors.length);
      write(`\n${closingLine(count)}\n`);
      if (count.failed > 0 || count.passed === 0) process.exitCode = 1;
    },
  };
}

function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function countOf(modules, errors) {
  const count = { passed: 0, failed: errors, skipped: 0 };
  for (const module of modules) {
    const failed = count.failed;
    for (const test of module.children.allTests()) count[outcome(test)] += 1;
    if (!module.ok() && count.failed === failed) count.failed += 1;
  }
  return count;
}

/** A test that was never finished is none that passed. */
function outcome(test) {
  const { state } = test.result();
  return state === 'pending' ? 'failed' : state;
}
