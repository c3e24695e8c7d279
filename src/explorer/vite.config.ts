import { defineConfig } from 'vite';

/** The browser's pages, bundled whole: at run time nothing is asked of any other origin. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/playground/',
  build: {
    outDir: '../../dist/explorer',
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    // Monaco is one editor in one chunk, however large.
    chunkSizeWarningLimit: 8192,
    rolldownOptions: {
      input: `${import.meta.dirname}/playground/index.html`,
      // GraphiQL makes the labels of its buttons from the names of its functions.
      output: { keepNames: true },
      // GraphiQL's files carry "use no memo", which speaks to React's compiler and means nothing to a bundler.
      checks: { moduleLevelDirective: false },
    },
  },
});
