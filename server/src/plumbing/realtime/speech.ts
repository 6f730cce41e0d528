import { HelloSchema } from '@sitong/shared/protocol/up.ts';
import type { Socket } from 'socket.io';
import { onWire } from './frame-on-wire.ts';
import { backlogOf } from './slow-consumer.ts';

/**
 * Two ways of speaking on one lane. Our own screens name their protocol in `hello` and take position frames as
 * bare bytes (`wire-parser.ts`). Whoever names none is a stranger with a plain Socket.IO client, whose parser
 * would break off at bare bytes: it gets the same bytes as a standard binary message, `positions(bytes, {layout})`.
 */
export const OpenHelloSchema = HelloSchema.extend({
  since: HelloSchema.shape.since.default(null),
  protocol: HelloSchema.shape.protocol.optional(),
  positions: HelloSchema.shape.positions.default('on'),
});

const strangers = new WeakSet<Socket>();

export function speakPlainly(socket: Socket, speech: 'bare' | 'plain'): void {
  if (speech === 'plain') strangers.add(socket);
  else strangers.delete(socket);
}

export function speaksPlainly(socket: Socket): boolean {
  return strangers.has(socket);
}

/** The layout is `shared/src/protocol/position-frame.ts`. With a second argument the parser takes the standard way. */
const LAYOUT = { layout: 'sitong-columns-1' };

export function emitFrame(socket: Socket, frame: Uint8Array<ArrayBuffer>): void {
  if (strangers.has(socket)) socket.emit('positions', frame, LAYOUT);
  // What our own parser would send, without its packet for each reader.
  else socket.conn.write(frame, onWire(frame));
}

/** A stranger's client may not acknowledge parts of a snapshot: the next waits until the wire took the last. */
export function taken(socket: Socket, withinMs: number): Promise<void> {
  if (backlogOf(socket) === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const settle = (done: () => void) => (): void => {
      clearTimeout(timer);
      socket.conn.off('drain', drained);
      socket.off('disconnect', gone);
      done();
    };
    const timer = setTimeout(
      settle(() => reject(new Error('the reader takes nothing'))),
      withinMs,
    );
    const drained = settle(resolve);
    const gone = settle(resolve);
    socket.conn.once('drain', drained);
    socket.once('disconnect', gone);
  });
}
