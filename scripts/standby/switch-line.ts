import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface SwitchLine {
  port: number;
  /** Ends what is open; from now on connections go there. */
  turnTo(port: number): void;
  close(): Promise<void>;
}

/** One address for a pair of databases, as a virtual address or a small proxy gives it: it leads to whichever is primary. */
export async function switchLine(port: number): Promise<SwitchLine> {
  const open = new Set<Socket>();
  let target = port;
  const door = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      // Either end may be killed, which is what this is for; the other end then goes as well.
      socket.on('error', () => other.destroy());
      socket.once('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('the line has no port');
  const endAll = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: address.port,
    turnTo: (next) => {
      target = next;
      endAll();
    },
    close: async () => {
      const closed = once(door, 'close');
      door.close();
      endAll();
      await closed;
    },
  };
}
