/** How far a transfer is, told as it goes. */

/** Called as bytes move; share is 0..1 of the whole. */
export type OnTransfer = (label: string, share: number | null, detail: string) => void;

export class Transfer {
  /** Bytes that were moved, without those that were there already. */
  movedBytes = 0;
  #done = 0;
  readonly #label: string;
  readonly #bytes: number;
  readonly #onProgress: OnTransfer | undefined;

  constructor(label: string, bytes: number, onProgress?: OnTransfer) {
    this.#label = label;
    this.#bytes = bytes;
    this.#onProgress = onProgress;
  }

  moved(file: string, bytes: number): void {
    this.movedBytes += bytes;
    this.skip(file, bytes);
  }

  /** What need not be moved. */
  skip(file: string, bytes: number): void {
    this.#done += bytes;
    this.#onProgress?.(this.#label, this.#bytes === 0 ? null : Math.min(1, this.#done / this.#bytes), `${file === '' ? '' : `${file}, `}${megabytes(this.#done)} of ${megabytes(this.#bytes)}`);
  }
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
