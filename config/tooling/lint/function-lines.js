/**
 * Counts the lines of code of a function without those of the functions inside it: a createX(…) that
 * returns six short closures is six short functions, not one long one.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const functionLines = {
  meta: {
    type: 'suggestion',
    schema: [{ type: 'object', properties: { max: { type: 'integer' } }, additionalProperties: false }],
    messages: { long: 'This function has {{lines}} lines of its own, {{max}} at most.' },
  },
  create(context) {
    const max = context.options[0]?.max ?? 40;
    const isCode = codeLines(context.sourceCode);
    const open = [];

    const enter = () => open.push(0);
    const leave = (node) => {
      const inner = open.pop() ?? 0;
      const { start, end } = node.loc;
      const all = isCode.slice(start.line, end.line + 1).filter(Boolean).length;
      const lines = all - inner;
      if (lines > max) context.report({ node, messageId: 'long', data: { lines, max } });
      if (open.length > 0) open.push(open.pop() + Math.max(0, all - 1));
    };
    return { ':function': enter, ':function:exit': leave };
  },
};

/** By line number: whether anything but blanks and comments is on it. */
function codeLines(sourceCode) {
  const isCode = new Array(sourceCode.lines.length + 2).fill(false);
  for (const token of sourceCode.ast.tokens) isCode.fill(true, token.loc.start.line, token.loc.end.line + 1);
  return isCode;
}
