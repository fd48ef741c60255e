/** Placeholders are for the reader to fill in; addresses, packages and routes are no files. */
const NO_PATH = /[<>…$\s:]|^[@/~]|\{[^,}]*\}/;
const ENDS_LIKE_A_FILE = /\.(ts|js|mjs|vue|md|ya?ml|json|csv|geojson|conf|css|html|sh)$/;

/** Nothing to write: addresses, and places within the same page. */
const ELSEWHERE = /^([a-z][a-z+.-]*:|#|\/\/)/i;

/**
 * What a Markdown text says of other files, outside its blocks of code: `path`s in backticks (files by
 * their ending, folders by a slash at the end, others when they begin with one of `folders`) and
 * relative `link`s.
 *
 * @param {string} markdown
 * @param {readonly string[]} folders the names at the top of the repository
 * @returns {{ line: number, kind: 'path' | 'link', text: string }[]}
 */
export function referencesIn(markdown, folders) {
  const references = [];
  let fence;
  for (const [index, text] of markdown.split('\n').entries()) {
    const [, mark] = /^\s*(`{3,}|~{3,})/.exec(text) ?? [];
    if (fence === undefined && mark === undefined) {
      const found = [...pathsIn(text, folders), ...linksIn(text)];
      references.push(...found.map((reference) => ({ line: index + 1, ...reference })));
    } else if (fence === undefined) fence = mark;
    else if (mark?.startsWith(fence)) fence = undefined;
  }
  return references;
}

function pathsIn(text, folders) {
  return [...text.matchAll(/`([^`]+)`/g)]
    .map(([, code]) => code.replace(/^\.\//, ''))
    .filter((code) => !NO_PATH.test(code) && isPath(code, folders))
    .map((code) => ({ kind: 'path', text: code }));
}

function isPath(code, folders) {
  const [first, ...rest] = code.split('/');
  return ENDS_LIKE_A_FILE.test(code) || (rest.length > 0 && (code.endsWith('/') || folders.includes(first)));
}

function linksIn(text) {
  return [...text.replaceAll(/`[^`]*`/g, '').matchAll(/\]\(\s*<?([^)\s>]+)/g)]
    .map(([, target]) => target)
    .filter((target) => !ELSEWHERE.test(target))
    .map((target) => ({ kind: 'link', text: decodeURI(target.replace(/[?#].*$/, '')) }));
}
