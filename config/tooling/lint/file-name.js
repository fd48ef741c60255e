import { relative, sep } from 'node:path';

const DUMPING_GROUND = /^(utils?|helpers?|commons?|libs?|shared|misc)$/i;
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const COMPONENT = /^([A-Z][a-zA-Z0-9]*|[a-z0-9]+(-[a-z0-9]+)*)$/;

/** @type {import('eslint').Rule.RuleModule} */
export const fileName = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      ground: '"{{name}}" says nothing of its subject: name the file or folder after what it is about.',
      kebab: '"{{name}}" is not in kebab-case.',
    },
  },
  create: (context) => ({
    Program(node) {
      const fault = faultOf(relative(context.cwd, context.filename).split(sep));
      if (fault) context.report({ node, ...fault });
    },
  }),
};

function faultOf(path) {
  const [name = '', ...kinds] = (path.pop() ?? '').split('.');
  const ground = [...path, name].find((part) => DUMPING_GROUND.test(part));
  if (ground !== undefined) return { messageId: 'ground', data: { name: ground } };
  const isNamed = kinds.includes('vue') ? COMPONENT : KEBAB_CASE;
  return isNamed.test(name) ? undefined : { messageId: 'kebab', data: { name } };
}
