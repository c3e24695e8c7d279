/** What is installed is what was tried: exact versions, a hash for each package, and no code that runs at the installation. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const textOf = (name: string): string => readFileSync(resolve(ROOT, name), 'utf8');

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}

interface Locked {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

const manifest = JSON.parse(textOf('package.json')) as Manifest;
const locked = Object.entries((JSON.parse(textOf('package-lock.json')) as { readonly packages: Readonly<Record<string, Locked>> }).packages).filter(([path]) => path !== '');
const direct = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });

/**
 * Packages that would run a script, each known to work without: protobufjs asks for a newer version of itself, the SQLite
 * binding and esbuild look for their binary, which comes as a package or within theirs.
 */
const WORK_WITHOUT_THEIR_SCRIPTS: ReadonlySet<string | undefined> = new Set(['@apollo/protobufjs', '@photostructure/sqlite', 'esbuild', 'fsevents', 'koffi', 'protobufjs']);

describe('dependencies', () => {
  it('are named by exact versions', () => {
    expect([...direct, ...Object.entries(manifest.overrides)].filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('are locked at the version that is named', () => {
    const versions = new Map(locked);
    expect(direct.filter(([name, version]) => versions.get(`node_modules/${name}`)?.version !== version)).toEqual([]);
  });

  it('each have a sha512 of what is installed, and come from a registry over TLS', () => {
    expect(locked.length).toBeGreaterThan(100);
    expect(locked.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? '')).map(([path]) => path)).toEqual([]);
    // Without an address the registry that npm is set to is asked, and what it sends is held against the hash.
    expect(locked.filter(([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')).map(([path]) => path)).toEqual([]);
  });

  it('run nothing when they are installed, by a rule that lies with the project', () => {
    expect(textOf('.npmrc').split('\n')).toContain('ignore-scripts=true');
    const running = locked.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path.split('node_modules/').at(-1));
    expect(running.filter((name) => !WORK_WITHOUT_THEIR_SCRIPTS.has(name))).toEqual([]);
    expect(Object.keys(manifest.scripts).filter((name) => /^(?:pre|post)?(?:install|prepare|publish)/.test(name))).toEqual([]);
  });
});
