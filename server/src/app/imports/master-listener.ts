import pg from 'pg';

export interface MasterListenerOptions {
  databaseUrl: string;
  reload: () => Promise<void>;
  onError: (error: unknown, what: string) => void;
}

const AGAIN_MS = 3000;
/** An import of several files changes much at once: one reload for what comes together. */
const TOGETHER_MS = 200;

/** Reads the county anew when any node changed it. Returns the way to stop. */
export async function followMaster({
  databaseUrl,
  reload,
  onError,
}: MasterListenerOptions): Promise<() => Promise<void>> {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let life: 'open' | 'closed' = 'open';
  const later = (afterMs: number, work: () => Promise<void>): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      work().catch((error: unknown) => onError(error, 'the county was not read anew; the next change brings it'));
    }, afterMs);
  };
  const listen = async (): Promise<void> => {
    if (life === 'closed') return;
    const made = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'sitong-master',
      connectionTimeoutMillis: AGAIN_MS,
    });
    made.on('error', (error) => {
      onError(error, 'notices of master data broke off; the connection is made again');
      // What changed meanwhile is read with the new connection.
      later(AGAIN_MS, async () => {
        await listen();
        await reload();
      });
    });
    made.on('notification', () => later(TOGETHER_MS, reload));
    await made.connect();
    await made.query('LISTEN sitong_master');
    client = made;
  };
  await listen();
  return async () => {
    life = 'closed';
    clearTimeout(timer);
    client?.removeAllListeners('error');
    client?.on('error', () => undefined);
    await client?.end();
  };
}
