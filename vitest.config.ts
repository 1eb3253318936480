import { defineConfig } from 'vitest/config';

/** Each project runs after the one before it; those with servers, workers and browsers run one file at a time. */
const project = (name: string, groupOrder: number, seconds: number, parallel: boolean) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.{ts,tsx}`],
    environment: 'node',
    pool: 'forks' as const,
    fileParallelism: parallel,
    testTimeout: seconds * 1_000,
    hookTimeout: Math.max(seconds, 120) * 1_000,
    sequence: { groupOrder },
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', 0, 15, true),
      project('contract', 1, 60, false),
      project('integration', 2, 60, false),
      project('fuzz', 3, 120, false),
      project('browser', 4, 240, false),
    ],
  },
});
