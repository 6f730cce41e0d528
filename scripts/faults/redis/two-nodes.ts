import { type FaultyLine, faultyLine } from '@sitong/server/testing/faulty-line.ts';
import { type RedisProcess, startRedis } from '@sitong/server/testing/redis-process.ts';
import { dropFolder, newFolder, type ServerProcess, startProcess } from '@sitong/server/testing/server-process.ts';
import { databaseOf } from '../../bench/database.ts';
import { closeScene, openScene, type Scene, seeded } from '../fault.ts';

/** Two nodes of one county on one PostgreSQL and one Redis; the scene's own server is the first. */
export interface NodesScene extends Scene {
  redis: RedisProcess;
  /** Between both nodes and Redis, where the row asks for it. */
  line: FaultyLine;
  second: ServerProcess;
  secondUrl: string;
}

export const sceneWithRedis =
  (reached: 'straight' | 'over_the_line') =>
  async (seed: number): Promise<NodesScene> => {
    const redis = await startRedis();
    const line = await faultyLine(`http://127.0.0.1:${redis.port}`, seeded(seed));
    const dataDir = newFolder('second');
    const REDIS_URL = reached === 'straight' ? redis.url : `redis://${new URL(line.url).host}`;
    const after = async (): Promise<void> => {
      await line.close();
      await redis.kill();
      await dropFolder(dataDir);
    };
    const scene = await openScene(seed, { env: { REDIS_URL }, after });
    try {
      const second = await startProcess({ dataDir, env: { DATABASE_URL: databaseOf(scene.dataDir), REDIS_URL } });
      scene.beside.push(second);
      return { ...scene, redis, line, second, secondUrl: await second.url() };
    } catch (error) {
      await closeScene(scene);
      throw error;
    }
  };
