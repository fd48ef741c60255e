const CACHE = 'node_modules/.cache';

/** A rule that asks for types may miss what has changed in another file; so CI does without. */
const lintCache = process.env.CI
  ? []
  : ['--cache', '--cache-strategy', 'content', '--cache-location', `${CACHE}/eslint/`];

/** Longest first, so that the short ones fill the gaps. `script` is one of ours, `tool` a package. */
export const STEPS = [
  { name: 'lint', tool: 'eslint', args: ['.', '--max-warnings', '0', ...lintCache] },
  { name: 'unit tests', tool: 'vitest', args: ['run', '--project', 'unit', '--reporter', 'minimal'] },
  {
    name: 'types of the wall',
    tool: 'vue-tsc',
    args: ['-p', 'web', '--incremental', '--tsBuildInfoFile', `${CACHE}/types-web.json`],
  },
  {
    name: 'types',
    tool: 'typescript',
    command: 'tsc',
    args: ['-p', '.', '--incremental', '--tsBuildInfoFile', `${CACHE}/types.json`],
  },
  {
    name: 'format',
    tool: 'prettier',
    args: ['--check', '.', '--log-level', 'warn', '--cache'],
  },
  { name: 'unused code', tool: 'knip', args: [] },
  { name: 'paths in documents', script: 'config/tooling/docs/check-docs.js', args: [] },
];
