import { isBuiltin } from 'node:module';
import { posix, relative, sep } from 'node:path';
import { BOUNDARIES } from './boundaries.js';

const WORKSPACE = /^(config|server|probes|web)\//;

/** @type {import('eslint').Rule.RuleModule} */
export const imports = {
  meta: {
    type: 'problem',
    schema: [
      { type: 'object', properties: { boundaries: { type: 'boolean' } }, additionalProperties: false },
    ],
    messages: {
      boundary: '{{file}} may not import {{target}}: {{because}}.',
      workspace: 'Import another workspace by its package name, not by {{target}}.',
      builtin: 'Write node:{{target}}.',
    },
  },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    const isBound = context.options[0]?.boundaries !== false;

    const check = (source) => {
      if (typeof source?.value !== 'string') return;
      const target = resolveTarget(file, source.value);
      const fault = misplaced(file, target) ?? (isBound ? crossed(file, target) : undefined);
      if (fault) context.report({ node: source, ...fault });
    };

    return {
      'ImportDeclaration, ExportAllDeclaration, ImportExpression': (node) => check(node.source),
      'ExportNamedDeclaration[source]': (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
    };
  },
};

/** A path from the root for a relative import, else the import as it stands. */
function resolveTarget(file, source) {
  return source.startsWith('.') ? posix.join(posix.dirname(file), source) : source;
}

function misplaced(file, target) {
  if (isBuiltin(target) && !target.startsWith('node:')) return { messageId: 'builtin', data: { target } };
  const [home] = WORKSPACE.exec(file) ?? [];
  const [there] = WORKSPACE.exec(target) ?? [];
  const isRelative = there !== undefined || target.startsWith('..');
  return home !== undefined && isRelative && home !== there
    ? { messageId: 'workspace', data: { target } }
    : undefined;
}

function crossed(file, target) {
  const boundary = BOUNDARIES.find((each) => applies(each, file) && refuses(each, target));
  return boundary && { messageId: 'boundary', data: { file, target, because: boundary.because } };
}

function applies({ files, not = [] }, file) {
  return file.startsWith(files) && !not.some((free) => file.startsWith(free));
}

function refuses({ only, never = [], unless }, target) {
  if (unless?.test(target)) return false;
  if (never.some((beginning) => isUnder(target, beginning))) return true;
  return only !== undefined && !only.some((beginning) => isUnder(target, beginning));
}

/** `zod` is `zod` and `zod/v4`, not `zodiac`; a folder ends in a slash, `node:` in a colon. */
function isUnder(target, beginning) {
  if (/[/:]$/.test(beginning)) return target.startsWith(beginning);
  return target === beginning || target.startsWith(`${beginning}/`);
}
