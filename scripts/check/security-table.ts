/** One row of a table of SECURITY.md whose last column is *Shown by*. */
export interface Row {
  promise: string;
  /** Files named in it, as written, with the titles that follow each. */
  tests: { file: string; titles: string[] }[];
  /** S1 … of HARDENING.md. */
  steps: string[];
}

/** A test by its name, or a walk that one test runs. */
const FILE = /`([\w./-]+(?:\.test\.tsx?|\.e2e\.ts|-walk\.ts))`/g;
const TITLE = /(?<![\w*])\*([^*]+)\*(?![\w*])/g;
const STEP = /\bS(\d{1,2})\b/g;

/** Every row of every such table. */
export function rowsOf(markdown: string): Row[] {
  const rows: Row[] = [];
  let inside: 'table' | 'elsewhere' = 'elsewhere';
  for (const line of markdown.split('\n')) {
    if (!line.startsWith('|')) inside = 'elsewhere';
    else if (/\|\s*Shown by\s*\|\s*$/.test(line)) inside = 'table';
    else if (inside === 'table' && !/^\|[\s|:-]+$/.test(line)) rows.push(rowOf(line));
  }
  return rows;
}

function rowOf(line: string): Row {
  const cells = line.replace(/^\||\|\s*$/g, '').split('|');
  const shown = cells.at(-1) ?? '';
  const named = [...shown.matchAll(FILE)];
  const tests = named.map((match, index) => {
    const from = match.index + match[0].length;
    const part = shown.slice(from, named[index + 1]?.index);
    return { file: match[1] ?? '', titles: [...part.matchAll(TITLE)].map(([, title = '']) => title.trim()) };
  });
  return { promise: (cells[0] ?? '').trim(), tests, steps: [...shown.matchAll(STEP)].map(([step]) => step) };
}

export interface Known {
  /** Paths of the repository. */
  files: readonly string[];
  read: (path: string) => string;
  /** Headings `## S1 …` of the steps. */
  steps: readonly string[];
}

/** What is wrong with a row, in sentences; none when all it names is there. */
export function faultsOf({ promise, tests, steps }: Row, known: Known): string[] {
  const faults: string[] = [];
  if (tests.length + steps.length === 0) faults.push('is shown by nothing');
  for (const { file, titles } of tests) {
    const [path, ...more] = known.files.filter((one) => one === file || one.endsWith(`/${file}`));
    if (path === undefined) faults.push(`names ${file}, which does not exist`);
    else if (more.length > 0) faults.push(`names ${file}, which is ${more.length + 1} files: write more of its path`);
    else {
      const text = known.read(path);
      for (const title of titles) if (!text.includes(title)) faults.push(`names *${title}*, which is not in ${path}`);
    }
  }
  for (const step of steps)
    if (!known.steps.includes(step)) faults.push(`names ${step}, which is no step of HARDENING.md`);
  return faults.map((fault) => `"${promise}" ${fault}`);
}
