import { statfsSync } from 'node:fs';
import { Stop } from './stop.mjs';

/**
 * Stops before a download that cannot fit. Node below 18.15 cannot look, and then the step itself tells.
 * @param {string} folder
 * @param {number} neededMb
 * @param {string} what
 */
export function checkSpace(folder, neededMb, what) {
  if (typeof statfsSync !== 'function') return;
  const { bavail, bsize } = statfsSync(folder);
  const freeMb = Math.floor((bavail * bsize) / 1e6);
  if (freeMb >= neededMb) return;
  throw new Stop(
    `${what} need about ${neededMb} MB under ${folder}, which has ${freeMb} MB left: free some space and run the command again.`,
  );
}
