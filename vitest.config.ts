import { readFileSync, readdirSync } from 'node:fs';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** Tests that put others in the place of modules, which works only in a process that has not loaded them yet. */
const replacingModules = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((file) => `test/${file.replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.test.ts') && readFileSync(file, 'utf8').includes('vi.mock('));

/** @param isolate whether each file has a process of its own: half of the time of many a file is the loading of its modules */
function unitTests(name: string, files: { readonly include: string[]; readonly exclude: string[] }, isolate: boolean): TestProjectInlineConfiguration {
  return {
    // The build that Node itself loads: schemas of Apollo's are no schemas to another copy of the library.
    resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
    test: {
      name,
      ...files,
      isolate,
      // No test is about time: this ends what hangs, and is far more than any takes on a busy machine.
      testTimeout: 60_000,
      // Most hooks import a corpus, which on a busy machine takes its time.
      hookTimeout: 120_000,
      setupFiles: ['test/helpers/property-seed.ts'],
      // Where a whole night's work lands or not, one test of nine thousand that met a busy moment is tried again, and named.
      retry: process.env['CI'] === undefined ? 0 : 1,
      // Many tests wait for a process of their own; by itself vitest would leave one of two cores idle.
      maxWorkers: 2,
    },
  };
}

export default defineConfig({
  test: {
    globalSetup: ['test/helpers/temp-root.ts', 'test/helpers/compiled-modules.ts'],
    coverage: { provider: 'v8', include: ['src/**'], exclude: ['src/**/generated/**', 'src/explorer/**'] },
    projects: [
      unitTests('unit', { include: ['test/**/*.test.ts'], exclude: ['test/browser/**', ...replacingModules] }, false),
      unitTests('alone', { include: replacingModules, exclude: [] }, true),
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
