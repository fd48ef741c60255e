const CONTRACT = ['config/src', 'config/classes', 'config/package.json', 'package-lock.json'];

/**
 * What is built, each from its inputs: folders and files from the root. `tool` is the package whose
 * command of the same name builds it.
 */
export const PARTS = [
  {
    name: 'server',
    inputs: [...CONTRACT, 'server/src', 'server/rolldown.config.ts'],
    output: 'server/dist/main.js',
    tool: 'rolldown',
    args: ['--config', '--log-level', 'warn'],
  },
  {
    name: 'probes',
    inputs: [...CONTRACT, 'probes/src', 'probes/rolldown.config.ts', 'probes/package.json'],
    output: 'probes/dist/probe.js',
    tool: 'rolldown',
    args: ['--config', '--log-level', 'warn'],
  },
  {
    name: 'web',
    inputs: [...CONTRACT, 'web/src', 'web/public', 'web/index.html', 'web/vite.config.ts'],
    output: 'web/dist/index.html',
    tool: 'vite',
    args: ['build', '--log-level', 'warn'],
  },
];
