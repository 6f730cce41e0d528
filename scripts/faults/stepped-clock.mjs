// Loaded before the server (`NODE_OPTIONS=--import`): its wall clock stands off by what a file says, read again at
// SIGUSR2. The monotonic clock and timers go on, as they do when somebody sets the clock of a machine.
import { readFileSync } from 'node:fs';

const path = process.env['SITONG_FAULT_CLOCK'] ?? '';
const real = Date.now;
const read = () => Number(readFileSync(path, 'utf8'));
let offMs = read();
Date.now = () => real() + offMs;
globalThis.Date = new Proxy(Date, {
  construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [Date.now()] : args, made),
});
process.on('SIGUSR2', () => {
  offMs = read();
});
