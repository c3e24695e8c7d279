import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/helpers/temp-root.ts'],
    coverage: { provider: 'v8', include: ['src/**'], exclude: ['src/**/generated/**', 'src/explorer/**'] },
    projects: [
      {
        // The build that Node itself loads: schemas of Apollo's are no schemas to another copy of the library.
        resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**'],
          globalSetup: ['test/helpers/compiled-modules.ts'],
          // No test is about time: this ends what hangs, and is far more than any takes on a busy machine.
          testTimeout: 60_000,
          // Most hooks import a corpus, which on a busy machine takes its time.
          hookTimeout: 60_000,
          setupFiles: ['test/helpers/property-seed.ts'],
          // Where a whole night's work lands or not, one test of nine thousand that met a busy moment is tried again, and named.
          retry: process.env['CI'] === undefined ? 0 : 1,
          // Many tests wait for a process of their own; by itself vitest would leave one of two cores idle.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A browser on a busy machine may miss a click once; what fails twice is broken.
          retry: 1,
          // A page mostly waits: two at a time keep two cores busy.
          maxWorkers: 2,
        },
      },
    ],
  },
});
