import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
    // A fixture may be called like a test: rules must know one.
    exclude: ['**/node_modules/**', 'test/fixtures/**', 'test/apps/**', 'test/parity/long/**'],
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    globalSetup: './test/support/build.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
