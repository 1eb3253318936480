import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Minutes each: begun last, one of them would keep a machine of two cores waiting with one. */
const LONGEST = [
  'integration/survival',
  'integration/storage/survival',
  'integration/storage/jobs',
  'integration/process',
  'pages/accessibility',
  'pages/case-loop',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`test/${name}.test.ts`));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

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
    sequence: { sequencer: LongestFirst },
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
