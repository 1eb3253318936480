import { defineConfig } from 'vitest/config';

/**
 * Each project runs after the one before it. Of files with servers and media workers, and of pages, two run beside each
 * other: half of their time is waiting. Browsers on a call have the machine for themselves.
 */
const project = (name: string, groupOrder: number, seconds: number, atOnce?: number) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.{ts,tsx}`],
    environment: 'node',
    pool: 'forks' as const,
    // What comes in its own time is waited for as `until` of test/support does.
    expect: { poll: { timeout: 15_000 } },
    ...(atOnce ? { maxWorkers: atOnce, fileParallelism: atOnce > 1 } : {}),
    testTimeout: seconds * 1_000,
    hookTimeout: Math.max(seconds, 120) * 1_000,
    sequence: { groupOrder },
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', 0, 60),
      project('contract', 1, 60, 1),
      project('integration', 2, 60, 2),
      project('fuzz', 3, 120, 1),
      project('pages', 4, 480, 2),
      project('browser', 5, 900, 1),
    ],
  },
});
