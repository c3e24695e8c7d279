import { defineConfig, type Plugin } from 'vite';
import { operationsManifest } from './operations-manifest.js';

/** Every operation of the pages by its name, written beside them: a server that answers trusted documents alone reads it. */
const operations: Plugin = {
  name: 'operations',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'operations.json', source: JSON.stringify(operationsManifest(), null, 2) });
  },
};

/**
 * The browser's pages, bundled whole: at run time nothing is asked of any other origin. The explorer is Preact (its
 * JSX is told by tsconfig.json beside this file), the playground React (playground/tsconfig.json): two entries that
 * share no code but colours.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [operations],
  build: {
    outDir: '../../dist/explorer',
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    // The policy of the pages allows no data in scripts or workers, and small files are cached by name as well.
    assetsInlineLimit: 0,
    // Monaco is one editor in one chunk, however large.
    chunkSizeWarningLimit: 8192,
    rolldownOptions: {
      input: { explorer: `${import.meta.dirname}/index.html`, playground: `${import.meta.dirname}/playground/index.html` },
      // GraphiQL makes the labels of its buttons from the names of its functions.
      output: { keepNames: true },
      // GraphiQL's files carry "use no memo", which speaks to React's compiler and means nothing to a bundler.
      checks: { moduleLevelDirective: false },
    },
  },
});
