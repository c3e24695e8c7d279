/** One record of a tagged text format: fields in file order, each a tag and its value. */

/** Longest text of one record, in UTF-16 code units; beyond it the rest is passed over and the record left out. */
export const MAX_RECORD_LENGTH = 16 << 20;

export interface TaggedField {
  readonly tag: string;
  /** The value's lines as written, joined by line feeds. */
  value: string;
  readonly line: number;
}

export class TaggedRecord {
  readonly fields: TaggedField[] = [];
  #length = 0;

  constructor(
    /** 1-based line of the record's first tag. */
    readonly line: number,
  ) {}

  /** True where the record is longer than the limit; its fields are then no longer complete. */
  get isRefused(): boolean {
    return this.#length > MAX_RECORD_LENGTH;
  }

  /** Adds a field. */
  add(tag: string, value: string, line: number): void {
    this.#length += value.length + 4;
    if (!this.isRefused) this.fields.push({ tag, value, line });
  }

  /** Adds a line to the last field; a record without fields has nothing to continue. */
  continue(text: string): void {
    const last = this.fields.at(-1);
    this.#length += text.length + 1;
    if (last !== undefined && !this.isRefused) last.value = `${last.value}\n${text}`;
  }

  /** Values of all fields of these tags that are not blank, in file order. */
  all(...tags: readonly string[]): string[] {
    return this.fields.filter(({ tag, value }) => tags.includes(tag) && value.trim() !== '').map(({ value }) => value);
  }

  /** The first value that is not blank, of the first of these tags that has one; '' where none has. White space is folded. */
  text(...tags: readonly string[]): string {
    for (const wanted of tags) {
      const found = this.fields.find(({ tag, value }) => tag === wanted && value.trim() !== '');
      if (found !== undefined) return found.value.replace(/\s+/g, ' ').trim();
    }
    return '';
  }
}
