/**
 * Compiles what tests start as threads and processes of the program, once at the beginning of each run and again before
 * a rerun: loading TypeScript through tsx, 160 modules a thread, would take several times as long as most of what is tested.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';
import type { TestProject } from 'vitest/node';
import { COMPILED_MODULES_VARIABLE } from '../../src/threads/module-of-ours.js';
import { tempDir } from './temp-dir.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** What the compute pool's workers load by its address. */
const REGISTRIES = ['src/metrics/registry.ts', 'test/compute/kernels.ts', 'test/metrics/sampled-registry.ts', 'test/snapshot/crashing-registry.ts', 'test/snapshot/failing-registry.ts', 'test/snapshot/mapped-registry.ts'];
const STARTED = /\bstart(?:Thread|Process)\(new URL\('(\.[^']+)\.js', import\.meta\.url\)/g;

/** Every module that the program starts, such as `src/compute/worker.ts`. */
function startedModules(): string[] {
  return readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const code = readFileSync(path.join(ROOT, 'src', file), 'utf8');
      return Array.from(code.matchAll(STARTED), ([, started]) => path.join('src', path.dirname(file), `${started}.ts`));
    });
}

/** A module stays where it was for whatever it finds beside itself, and so do the packages that it imports. */
const inPlace: Plugin = {
  name: 'in-place',
  enforce: 'pre',
  async resolveId(id, importer) {
    if (importer === undefined || /^(?:[./]|node:)/.test(id) || path.isAbsolute(id)) return null;
    const found = await this.resolve(id, importer, { skipSelf: true });
    return found !== null && path.isAbsolute(found.id) ? { id: pathToFileURL(found.id).href, external: true } : null;
  },
  transform(code, id) {
    return id.startsWith(ROOT) ? code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)) : null;
  },
};

async function compile(folder: string): Promise<void> {
  const modules = [...new Set([...startedModules(), ...REGISTRIES])];
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    plugins: [inPlace],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node20',
      minify: false,
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        input: Object.fromEntries(modules.map((module) => [module.slice(0, -'.ts'.length), path.join(ROOT, module)])),
        output: { entryFileNames: '[name].js', chunkFileNames: 'shared/[name]-[hash].js' },
      },
    },
  });
}

export default async function setup(project: TestProject): Promise<void> {
  const folder = tempDir();
  await compile(folder);
  process.env[COMPILED_MODULES_VARIABLE] = `${pathToFileURL(folder).href}/`;
  project.onTestsRerun(() => compile(folder));
}
