import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const LAUNCHER = path.join(ROOT, 'src/cli/launch.mjs');

function run(program: string, args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', timeout: 120_000 });
  return { status, stdout, stderr };
}

/** A tree of its own with the launcher in it, and a build that writes `main`. */
function treeWithBuild(main: string): string {
  const root = tempDir();
  for (const folder of ['src/cli', '.ci']) mkdirSync(path.join(root, folder), { recursive: true });
  writeFileSync(path.join(root, 'package.json'), '{"type":"module"}');
  copyFileSync(LAUNCHER, path.join(root, 'src/cli/launch.mjs'));
  chmodSync(path.join(root, 'src/cli/launch.mjs'), 0o755);
  writeFileSync(
    path.join(root, '.ci/build.mjs'),
    `import { mkdirSync, writeFileSync } from 'node:fs';
     console.log('building');
     mkdirSync('dist/cli', { recursive: true });
     writeFileSync('dist/cli/main.js', ${JSON.stringify(main)});`,
  );
  return root;
}

function withTools(root: string): string {
  mkdirSync(path.join(root, 'node_modules/.bin'), { recursive: true });
  writeFileSync(path.join(root, 'node_modules/.bin/tsc'), '');
  return root;
}

describe('the launcher', () => {
  it('is what the package offers as `coterie`, and can be executed', () => {
    const { bin } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { bin: Record<string, string> };
    expect(path.join(ROOT, bin['coterie'])).toBe(LAUNCHER);
    expect(() => accessSync(LAUNCHER, constants.X_OK)).not.toThrow();
  });

  it('runs through a link, in the folder of whoever calls', () => {
    const cwd = tempDir();
    symlinkSync(LAUNCHER, path.join(cwd, 'coterie'));
    copyFileSync(path.join(ROOT, 'test/fixtures/cli/team.jsonl'), path.join(cwd, 'team.jsonl'));
    const imported = run('./coterie', ['import', 'team.jsonl'], cwd);
    expect(imported).toMatchObject({ status: 0, stdout: expect.stringContaining('corpus    6 papers') as unknown });
    expect(existsSync(path.join(cwd, '.coterie/corpus.sqlite'))).toBe(true);
    expect(run('./coterie', ['author', 'Zeno Nobody'], cwd).status).toBe(3);
  });

  it('builds what is missing, on stderr, once', () => {
    const root = withTools(treeWithBuild(`console.log(JSON.stringify([process.argv.slice(2), process.cwd()]));`));
    const cwd = tempDir();
    symlinkSync(path.join(root, 'src/cli/launch.mjs'), path.join(cwd, 'coterie'));
    const first = run('./coterie', ['top', 'degree'], cwd);
    expect(first).toMatchObject({ status: 0, stderr: 'building\n' });
    expect(JSON.parse(first.stdout)).toEqual([['top', 'degree'], cwd]);
    expect(run('./coterie', [], cwd)).toMatchObject({ status: 0, stderr: '' });
  });

  it('says what to do where there is nothing to build with', () => {
    const root = treeWithBuild('');
    const { status, stdout, stderr } = run(path.join(root, 'src/cli/launch.mjs'), [], tempDir());
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(`coterie: it has not been built yet, and the build tools are missing: run \`npm ci\` first in ${root}\n`);
  });

  it('says what to do where a package is missing, and where the build fails', () => {
    const root = withTools(treeWithBuild(`import 'no-such-package-here';`));
    const launcher = path.join(root, 'src/cli/launch.mjs');
    const missing = run(launcher, [], root);
    expect(missing.status).toBe(1);
    expect(missing.stderr).toContain('coterie: a package that it needs is missing: run `npm ci` first');
    const broken = withTools(treeWithBuild(''));
    writeFileSync(path.join(broken, '.ci/build.mjs'), `console.error('no luck'); process.exitCode = 1;`);
    expect(run(path.join(broken, 'src/cli/launch.mjs'), [], broken)).toMatchObject({ status: 1, stderr: expect.stringMatching(/^no luck\ncoterie: it could not be built: /) as unknown });
  });
});
