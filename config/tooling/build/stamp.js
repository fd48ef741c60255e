import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Says of a part whether its build is that of its sources as they are: a digest of their contents lies
 * beside the build. Times of files are not asked, for copying and checking out change them.
 */
export function createStamp(root, { inputs, output }) {
  const built = join(root, output);
  const file = join(dirname(built), '.built-from');
  const digest = () => digestOf(root, inputs);
  return {
    digest,
    exists: () => existsSync(built),
    isFresh: () => existsSync(built) && existsSync(file) && readFileSync(file, 'utf8') === digest(),
    remove: () => rmSync(file, { force: true }),
    write: (text) => writeFileSync(file, text),
  };
}

function digestOf(root, inputs) {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap((input) => filesUnder(root, input))) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return isTest(path) ? [] : [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesUnder(root, `${path}/${name}`));
}

const isTest = (path) => path.endsWith('.test.ts');
