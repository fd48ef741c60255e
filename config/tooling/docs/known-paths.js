import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

const NOT_OURS = new Set(['.git', 'node_modules', 'dist', 'coverage']);

/** Files and folders of the repository that are not products of building or running, from its root. */
export function listPaths(root, folder = '') {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (NOT_OURS.has(entry.name)) return [];
    return entry.isDirectory() ? [`${path}/`, ...listPaths(root, path)] : [path];
  });
}

/**
 * Whether what a document names is there: seen from the root or from the document's own folder; a bare
 * name may be anywhere; `*`, `**` and `{a,b}` stand for what they do in a shell.
 */
export function createFinder(paths) {
  const known = new Set(paths.flatMap((path) => [path, path.replace(/\/$/, '')]));
  const names = new Set(paths.map((path) => posix.basename(path)));

  const exists = (path) => {
    if (!/[*{]/.test(path)) return known.has(path);
    const pattern = globPattern(path);
    const of = path.includes('/') ? (each) => each : posix.basename;
    return paths.some((each) => pattern.test(of(each)));
  };

  return {
    hasPath: (text, from) =>
      isProduct(text) || exists(text) || exists(posix.join(from, text)) || names.has(text),
    hasLink: (text, from) => exists(posix.normalize(posix.join(from, text))),
  };
}

/** There after building or running, not in a fresh clone. */
const isProduct = (path) => path.split('/').some((part) => NOT_OURS.has(part)) || /^data\b/.test(path);

function globPattern(glob) {
  const source = glob
    .replaceAll(/[.+^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\*\*\/?|\*/g, (star) => (star === '*' ? '[^/]*' : '.*'))
    .replaceAll(/\{([^}]*)\}/g, (_, either) => `(${either.replaceAll(',', '|')})`);
  return new RegExp(`^${source}/?$`);
}
