/**
 * One column of one row group, read page by page: the values of as many rows as are asked for, and no more in memory than
 * the page in hand. Built from the library's own page reader, which reads whole row groups at once otherwise.
 */
import type { ColumnMetaData, PageHeader, SchemaTree } from 'hyparquet';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { isFlatColumn } from 'hyparquet/src/schema.js';
import { checkPage, compressors, ParquetRefusal } from './parquet-guard.js';
import type { RandomAccess } from './parquet-input.js';

/** What a page's header is looked for in first, and at most (statistics of long texts stand in it). */
const HEADER_WINDOWS = [64 << 10, 4 << 20];

type Decoder = Parameters<typeof readPage>[2];
type Dictionary = Parameters<typeof readPage>[3];

export class ParquetColumn {
  readonly path: readonly string[];
  readonly #decoder: Decoder;
  readonly #isFlat: boolean;
  readonly #end: number;
  #at: number;
  #dictionary: Dictionary = undefined;
  /** Rows read and not taken yet; of a nested column the last may go on in the next page. */
  #rows: unknown[] = [];
  /** How many of them were taken. */
  #taken = 0;

  constructor(readonly file: RandomAccess, column: ColumnMetaData, schemaPath: SchemaTree[]) {
    this.path = column.path_in_schema;
    // Some writers put 0 where there is no dictionary.
    this.#at = Number(column.dictionary_page_offset === undefined || column.dictionary_page_offset === 0n ? column.data_page_offset : column.dictionary_page_offset);
    this.#end = this.#at + Number(column.total_compressed_size);
    this.#isFlat = isFlatColumn(schemaPath);
    this.#decoder = {
      ...column, pathInSchema: column.path_in_schema, element: schemaPath[schemaPath.length - 1].element, schemaPath, compressors, utf8: true, parsers: DEFAULT_PARSERS,
    };
  }

  /** The values of the next `count` rows, or fewer where the column ends. Throws a ParquetRefusal, or what the library throws on bytes that are no pages. */
  async take(count: number): Promise<unknown[]> {
    while (this.#rows.length - this.#taken < (this.#isFlat ? count : count + 1) && this.#at < this.#end - 1) await this.#readPage();
    const taken = this.#rows.slice(this.#taken, this.#taken + count);
    this.#taken += taken.length;
    return taken;
  }

  async #readPage(): Promise<void> {
    const { header, length } = await this.#header();
    const start = this.#at + length;
    const size = header.compressed_page_size;
    if (!Number.isInteger(size) || size < 0 || start + size > this.#end) throw new ParquetRefusal('a page reaches beyond its column');
    this.#at = start + size;
    const bytes = await this.file.slice(start, start + size);
    checkPage(new Uint8Array(bytes), header, this.#decoder);
    // The library makes a row of a page without values.
    if ((header.data_page_header ?? header.data_page_header_v2)?.num_values === 0) return;
    this.#rows = this.#rows.slice(this.#taken);
    this.#taken = 0;
    const { data } = readPage({ view: new DataView(bytes), offset: 0 }, header, this.#decoder, this.#dictionary, this.#rows, 0);
    if (data === undefined || data === this.#rows) return;
    if (header.type === 'DICTIONARY_PAGE') this.#dictionary = convert(data, this.#decoder);
    else for (const value of data) this.#rows.push(value);
  }

  async #header(): Promise<{ header: PageHeader; length: number }> {
    for (const window of HEADER_WINDOWS) {
      const view = new DataView(await this.file.slice(this.#at, Math.min(this.#end, this.#at + window)));
      const reader = { view, offset: 0 };
      try {
        return { header: parquetHeader(reader), length: reader.offset };
      } catch (error) {
        if (view.byteLength < window || window === HEADER_WINDOWS.at(-1)) throw error;
      }
    }
    throw new ParquetRefusal('the header of a page has no end');
  }
}
