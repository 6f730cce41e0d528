import { defineConfig } from 'vitest/config';

/** Starts one real PostgreSQL for a room, when its first test asks, and gives each test file its own database. */
const database = './server/src/testing/database.ts';

const never = ['**/node_modules/**', '**/dist/**', '**/.tools/**', '**/.data*/**'];

/**
 * Three rooms, run one after the other (groupOrder) so that two cores are never shared between a browser and a fuzz run.
 * No room passes when it finds no test.
 */
export default defineConfig({
  test: {
    passWithNoTests: false,
    allowOnly: false,
    teardownTimeout: 30_000,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...never, '**/*.db.test.ts'],
          pool: 'threads',
          maxWorkers: 2,
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude: never,
          globalSetup: [database],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['web/e2e/**/*.e2e.ts'],
          exclude: never,
          globalSetup: [database],
          pool: 'forks',
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
