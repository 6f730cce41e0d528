import { parentPort, workerData } from 'node:worker_threads';
import type { Pack } from './pack.ts';
import { printPack } from './print-pack.ts';

/** Prints one pack beside the main thread: seconds of computing that no screen waits for. */
const pack: Pack = workerData;
parentPort?.postMessage(await printPack(pack));
