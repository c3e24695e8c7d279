/** The bundled corpus, imported into its own data directory when it is missing or another version was bundled. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256OfFile } from '../corpus/file-checksums.js';
import { PRODUCT } from '../snapshot/builder-version.js';
import { SnapshotError } from '../snapshot/layout.js';
import { openProvider } from '../snapshot/provider.js';
import { CliError, EXIT } from './errors.js';
import { runImport } from './importing.js';

/** Where the bundled files lie, beside `src` and `dist`. */
const SAMPLE_FILES = fileURLToPath(new URL('../../data/', import.meta.url));

/** Whether this program's snapshot of every bundled file is there; one that can't be opened is as good as none. @throws CliError (usage) for somebody's own corpus */
async function isImported(dataDir: string, files: readonly string[]): Promise<boolean> {
  if (!existsSync(dataDir)) return false;
  const provider = await openProvider(dataDir, { pollMs: 0 }).catch((error: unknown) => {
    if (error instanceof SnapshotError) return null;
    throw error;
  });
  if (provider === null) return false;
  try {
    const lease = provider.acquire();
    if (lease === null) return false;
    const isOlder = lease.snapshot.manifest.product !== PRODUCT;
    const known = new Map(lease.snapshot.records.sources().map((source) => [source.file, source.sha256]));
    lease.release();
    if (known.size > 0 && !files.some((file) => known.has(basename(file)))) {
      throw new CliError(`${dataDir} holds another corpus, to which --sample would add the bundled papers: leave out --sample, or name another directory with --data`, EXIT.usage);
    }
    if (isOlder) return false;
    for (const file of files) {
      if (known.get(basename(file)) !== (await sha256OfFile(file))) return false;
    }
    return true;
  } finally {
    await provider.close();
  }
}

/** Makes sure that `dataDir` holds the bundled corpus; a moment's work when it does already. @throws CliError (usage) where another corpus is there */
export async function bringSampleUpToDate(dataDir: string): Promise<void> {
  if (!existsSync(SAMPLE_FILES)) throw new CliError(`the bundled corpus is missing: ${SAMPLE_FILES} is not there`, EXIT.failure);
  const files = (await readdir(SAMPLE_FILES)).filter((name) => name.endsWith('.jsonl')).map((name) => join(SAMPLE_FILES, name));
  if (await isImported(dataDir, files)) return;
  process.stderr.write(`importing the bundled corpus into ${dataDir}\n`);
  await runImport(files, { dataDir });
}
