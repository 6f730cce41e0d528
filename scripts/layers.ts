import { fileURLToPath } from 'node:url';
import { inspectTree } from './layers/inspect.ts';

/** `node scripts/layers.ts`: holds the whole work tree against the dependency rules; exit code 1 when one is broken. */
const { files, violations } = inspectTree(fileURLToPath(new URL('..', import.meta.url)));
for (const { path, line, sentence } of violations) process.stdout.write(`${path}:${line}  ${sentence}\n`);
process.stdout.write(`layers: ${files} files, ${violations.length} violations\n`);
process.exitCode = violations.length === 0 ? 0 : 1;
