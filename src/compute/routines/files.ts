/** Arrays to disk and back, in a worker: packing and checksums of large ones would hold up the main thread. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openSections, packSections, type ContainerMeta, type Sections } from '../../graph/buffer.js';
import { readBufferFile, writeBufferFile } from '../../graph/buffer-file.js';

export interface SaveRequest {
  readonly path: string;
  readonly sections: Sections;
  readonly meta: ContainerMeta;
}

/** Writes a container, whole or not at all: under another name first, then renamed. Folders are made. Answers its bytes. */
export async function saveSections({ path, sections, meta }: SaveRequest): Promise<number> {
  const buffer = packSections(sections, meta);
  const fresh = `${path}.${process.pid}.${performance.now()}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeBufferFile(fresh, buffer);
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
  return buffer.byteLength;
}

export interface LoadedSections {
  readonly meta: ContainerMeta;
  readonly sections: Sections;
}

/** Reads containers and proves their checksums; null for each that is missing or damaged. */
export function loadSections({ paths }: { readonly paths: readonly string[] }): Promise<Array<LoadedSections | null>> {
  return Promise.all(
    paths.map(async (path) => {
      try {
        const { meta, sections } = openSections(await readBufferFile(path), { verifyChecksum: true });
        return { meta, sections };
      } catch {
        return null;
      }
    }),
  );
}
