import { gzipSync } from 'node:zlib';

/** The parts of a build's output that a page's weight needs; Vite's own output is one. */
export type BuiltFile =
  | { readonly type: 'asset'; readonly fileName: string; readonly source: string | Uint8Array }
  | {
      readonly type: 'chunk';
      readonly fileName: string;
      readonly code: string;
      readonly isEntry: boolean;
      readonly facadeModuleId: string | null;
      readonly imports: readonly string[];
      readonly dynamicImports: readonly string[];
      readonly referencedFiles?: readonly string[];
      readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> } | undefined;
    };

export interface PageAsk {
  /** The screen's own source file: `/screens/wall/wall-screen.tsx`. */
  readonly screen: string;
  /** Source files of further parts that this page fetches when it opens: its words, its worker. */
  readonly with?: readonly string[];
  /** `opens`: what must be there for the first picture; `all`: and every part it may fetch later. */
  readonly count: 'opens' | 'all';
}

/** Names of the files a page fetches: the entry, its screen, what they import, and their style sheets. */
export function filesOfPage(output: readonly BuiltFile[], ask: PageAsk): ReadonlySet<string> {
  const chunks = new Map(output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])));
  const found = new Set<string>();
  const follow = (name: string, depth: 'opens' | 'all'): void => {
    const chunk = chunks.get(name);
    if (chunk === undefined || found.has(name)) return;
    found.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style);
    for (const next of chunk.imports) follow(next, depth);
    if (depth === 'all')
      for (const next of [...chunk.dynamicImports, ...(chunk.referencedFiles ?? [])]) follow(next, depth);
  };
  const faces = [ask.screen, ...(ask.with ?? [])];
  for (const chunk of chunks.values()) {
    const face = chunk.facadeModuleId?.replaceAll('\\', '/') ?? '';
    // The entry's own dynamic imports are the other screens.
    if (chunk.isEntry && face.endsWith('index.html')) follow(chunk.fileName, 'opens');
    if (faces.some((path) => face.endsWith(path))) follow(chunk.fileName, ask.count);
  }
  found.add('index.html');
  return found;
}

/** Bytes over the wire of these files, each packed as the server sends it. */
export function packedBytes(output: readonly BuiltFile[], names: ReadonlySet<string>): Map<string, number> {
  return new Map(
    output.flatMap((file) => {
      if (!names.has(file.fileName)) return [];
      return [[file.fileName, gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 }).length] as const];
    }),
  );
}
