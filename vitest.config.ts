import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The proofs take as long as many other files together: beginning with them leaves no worker idle at the end. */
class ProofsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isProofs = ({ moduleId }: TestSpecification) => moduleId.endsWith('/test/prove.test.ts');
    const sorted = await super.sort(files);
    return [...sorted.filter(isProofs), ...sorted.filter((file) => !isProofs(file))];
  }
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['*.test.ts', '{src,test,demo,bench,prove}/**/*.test.{ts,tsx}'],
    globalSetup: ['test/setup.ts'],
    setupFiles: ['test/seed.ts'],
    pool: 'forks',
    // A process of its own for each file would load the product two hundred times.
    isolate: false,
    maxWorkers: 3,
    sequence: { sequencer: ProofsFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
