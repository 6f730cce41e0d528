import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface CutLine {
  /** Where to reach the server through this line. */
  url: string;
  /** Ends every connection and lets no new one through, as a dead zone does. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** A line of TCP to a server of this machine that can be cut for real: nothing in the client knows of it. */
export async function cutLine(serverUrl: string): Promise<CutLine> {
  const { hostname, port } = new URL(serverUrl);
  const open = new Set<Socket>();
  let line: 'through' | 'cut' = 'through';
  const hold = (socket: Socket, other: Socket): void => {
    open.add(socket);
    // Either end may break at any moment, which is what this line is for; the other end then goes as well.
    socket.on('error', () => other.destroy());
    socket.once('close', () => {
      open.delete(socket);
      other.destroy();
    });
  };
  const door = createServer((near) => {
    if (line === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    hold(near, far);
    hold(far, near);
    near.pipe(far);
    far.pipe(near);
  });
  door.listen(0, hostname);
  await once(door, 'listening');
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('the line has no port');
  const destroyAll = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://${hostname}:${address.port}`,
    cut: () => {
      line = 'cut';
      destroyAll();
    },
    mend: () => {
      line = 'through';
    },
    close: async () => {
      const closed = once(door, 'close');
      door.close();
      destroyAll();
      await closed;
    },
  };
}
