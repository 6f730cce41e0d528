import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { factsOf } from './imports.ts';
import { fileProblem, importRules } from './rules.ts';

export type Violation = { path: string; line: number; sentence: string };

const packages = ['shared', 'server', 'web', 'scripts'];
const skipped = new Set(['node_modules', 'dist', 'fixtures', 'public']);

function* sourceFiles(root: string, folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !skipped.has(entry.name)) yield* sourceFiles(root, path);
    else if (entry.isFile() && /\.(tsx?|mjs)$/.test(entry.name) && !entry.name.endsWith('.d.ts')) yield path;
  }
}

/** Holds one file against every rule. */
export function inspectFile(path: string, source: string): Violation[] {
  const facts = factsOf(path, source);
  const violations: Violation[] = [];
  const ofFile = fileProblem(path, source.split('\n').length - 1, facts.onlyReexports);
  if (ofFile !== null) violations.push({ path, line: 1, sentence: ofFile });
  for (const { file, line, specifier } of [...facts.imports, ...facts.reexports]) {
    if (file === null) continue;
    // One sentence for one import: the first rule that is broken says enough.
    const sentence = importRules.map((rule) => rule(path, file)).find((each) => each !== null);
    if (sentence !== undefined && sentence !== null)
      violations.push({ path, line, sentence: `${specifier}: ${sentence}` });
  }
  return violations;
}

/** Every file of the four packages below `root`. */
export function inspectTree(root: string): { files: number; violations: Violation[] } {
  let files = 0;
  const violations: Violation[] = [];
  for (const folder of packages) {
    for (const path of sourceFiles(root, folder)) {
      files += 1;
      violations.push(...inspectFile(path, readFileSync(join(root, path), 'utf8')));
    }
  }
  return { files, violations };
}
