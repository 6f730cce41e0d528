import { dirname, posix } from 'node:path';
import { parseSync } from 'oxc-parser';

/** What one file takes from where, read from its syntax tree (never from its text). */
export type Imported = {
  /** As written. */
  specifier: string;
  /** Path from the root for a file of ours (`shared/src/kernel/level.ts`), null for a library or a Node module. */
  file: string | null;
  line: number;
};

export type FileFacts = {
  imports: Imported[];
  /** `export … from` of a file of ours: `export * from './a.ts'`. */
  reexports: Imported[];
  /** True when the file says nothing itself: every statement hands on another file's exports. */
  onlyReexports: boolean;
};

const packageName = /^@sitong\/(shared|server|web|scripts)\/(.+)$/;

/** Where a specifier of ours leads, as a path from the root. Packages export `./*` as `src/*`. */
function fileOf(specifier: string, from: string): string | null {
  const whole = packageName.exec(specifier);
  if (whole !== null) return `${whole[1]}/src/${whole[2]}`;
  if (!specifier.startsWith('.')) return null;
  const bare = specifier.replace(/[?#].*$/, '');
  return posix.normalize(posix.join(dirname(from), bare));
}

/** Reads imports, `import()` with a written path, and re-exports; types count, since they bind two rooms as well. */
export function factsOf(path: string, source: string): FileFacts {
  const { module, program, errors } = parseSync(path, source);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  const lineOf = (offset: number): number => source.slice(0, offset).split('\n').length;
  const imported = (specifier: string, offset: number): Imported => ({
    specifier,
    file: fileOf(specifier, path),
    line: lineOf(offset),
  });
  const imports = module.staticImports.map((each) => imported(each.moduleRequest.value, each.start));
  const reexports = module.staticExports.flatMap((each) => {
    const request = each.entries.find((entry) => entry.moduleRequest !== null)?.moduleRequest;
    return request === undefined || request === null ? [] : [imported(request.value, each.start)];
  });
  for (const each of module.dynamicImports) {
    const written = /^\s*['"`]([^'"`$]+)['"`]\s*$/.exec(source.slice(each.moduleRequest.start, each.moduleRequest.end));
    if (written?.[1] !== undefined) imports.push(imported(written[1], each.start));
  }
  return {
    imports,
    reexports: reexports.filter((each) => each.file !== null),
    onlyReexports:
      reexports.length > 0 &&
      program.body.every(
        (node) =>
          (node.type === 'ExportNamedDeclaration' && node.source !== null) || node.type === 'ExportAllDeclaration',
      ),
  };
}
