import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Every file below `folder`, sorted, as paths relative to `base` with forward slashes.
 * @param {string} base
 * @param {string} folder
 * @param {(name: string) => boolean} leaveOut tells by the bare name of a file or folder
 * @returns {string[]}
 */
export function filesBelow(base, folder, leaveOut) {
  /** @type {string[]} */
  const files = [];
  for (const entry of readdirSync(join(base, folder), { withFileTypes: true })) {
    if (leaveOut(entry.name)) continue;
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) files.push(...filesBelow(base, path, leaveOut));
    else if (entry.isFile()) files.push(path);
  }
  return files.sort();
}

/**
 * One hash over names and contents: equal inputs give an equal hash on every machine and under every path.
 * @param {string} base
 * @param {readonly string[]} files relative to `base`; a missing one counts as missing, not as an error
 * @param {readonly string[]} [facts] further inputs, such as the platform
 */
export function hashOf(base, files, facts = []) {
  const hash = createHash('sha256');
  for (const fact of facts) hash.update(`fact ${fact}\0`);
  for (const file of files) {
    hash.update(`file ${file}\0`);
    const path = join(base, file);
    if (existsSync(path)) hash.update(readFileSync(path));
    hash.update('\0');
  }
  return hash.digest('hex');
}

/**
 * True when the stamp was written for exactly these inputs.
 * @param {string} path
 * @param {string} hash
 */
export function isStamped(path, hash) {
  return existsSync(path) && readFileSync(path, 'utf8').trim() === hash;
}
