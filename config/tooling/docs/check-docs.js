import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { ROOT } from '../run.js';
import { referencesIn } from './doc-references.js';
import { createFinder, listPaths } from './known-paths.js';

/** It tells of files that have been; its links must resolve all the same. */
const HISTORY = 'CHANGELOG.md';

const paths = listPaths(ROOT);
const folders = paths.filter((path) => /^[^/]+\/$/.test(path)).map((path) => path.slice(0, -1));
const { hasPath, hasLink } = createFinder(paths);

function faultsOf(document) {
  const from = posix.dirname(document);
  return referencesIn(readFileSync(join(ROOT, document), 'utf8'), folders)
    .filter(({ kind, text }) =>
      kind === 'link' ? !hasLink(text, from) : document !== HISTORY && !hasPath(text, from),
    )
    .map(({ line, kind, text }) => `${document}:${line}: no such ${kind}: ${text}`);
}

const faults = paths.filter((path) => path.endsWith('.md')).flatMap(faultsOf);
if (faults.length > 0) {
  process.stdout.write(`${faults.join('\n')}\n`);
  process.exitCode = 1;
}
