import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the work tree, whatever the current folder is. */
export const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Everything this folder keeps for itself between two starts; safe to delete while nothing runs. */
export const toolsDir = join(root, '.tools');

export const logsDir = join(toolsDir, 'logs');
