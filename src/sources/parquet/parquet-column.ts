/**
 * One column of one row group, read page by page, of which only the rows asked for are put together: values and the levels
 * that say where lists begin are kept flat until then, at about 24 bytes each. Built from the parts of the library's own
 * reader, which puts whole row groups together at once.
 */
import type { ColumnMetaData, PageHeader, SchemaTree } from 'hyparquet';
import { assembleLists } from 'hyparquet/src/assemble.js';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert, convertWithDictionary, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { decompressPage, readDataPage, readDataPageV2 } from 'hyparquet/src/datapage.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from 'hyparquet/src/schema.js';
import { checkPage, compressors, ParquetRefusal } from './parquet-guard.js';
import type { RandomAccess } from './parquet-input.js';

/** What a page's header is looked for in first, and at most (statistics of long texts stand in it). */
const HEADER_WINDOWS = [64 << 10, 4 << 20];

type Decoder = Parameters<typeof readPage>[2];
type Dictionary = Parameters<typeof readPage>[3];

export class ParquetColumn {
  readonly path: readonly string[];
  readonly #decoder: Decoder;
  readonly #maxDefinition: number;
  readonly #maxRepetition: number;
  readonly #end: number;
  #at: number;
  #dictionary: Dictionary = undefined;
  /** Of the pages read, what was not taken yet begins at `#entry` of the levels and at `#value` of the values. */
  #definitions: number[] = [];
  #repetitions: number[] = [];
  #values: unknown[] = [];
  #entry = 0;
  #value = 0;

  constructor(readonly file: RandomAccess, column: ColumnMetaData, schemaPath: SchemaTree[]) {
    this.path = column.path_in_schema;
    // Some writers put 0 where there is no dictionary.
    this.#at = Number(column.dictionary_page_offset === undefined || column.dictionary_page_offset === 0n ? column.data_page_offset : column.dictionary_page_offset);
    this.#end = this.#at + Number(column.total_compressed_size);
    this.#maxDefinition = getMaxDefinitionLevel(schemaPath);
    this.#maxRepetition = getMaxRepetitionLevel(schemaPath);
    this.#decoder = {
      ...column, pathInSchema: column.path_in_schema, element: schemaPath[schemaPath.length - 1].element, schemaPath, compressors, utf8: true, parsers: DEFAULT_PARSERS,
    };
  }

  /** The values of the next `count` rows, or fewer where the column ends. Throws a ParquetRefusal, or what the library throws on bytes that are no pages. */
  async take(count: number): Promise<unknown[]> {
    let end = this.#endOf(count);
    while (end === null && this.#at < this.#end - 1) {
      await this.#readPage();
      end = this.#endOf(count);
    }
    return this.#assembled(end ?? this.#entries());
  }

  /** How many values and levels are in memory. */
  get held(): number {
    return this.#values.length + this.#definitions.length + this.#repetitions.length;
  }

  #entries(): number {
    return this.#maxDefinition > 0 ? this.#definitions.length : this.#maxRepetition > 0 ? this.#repetitions.length : this.#values.length;
  }

  /** Where the entries of the next `count` rows end; null where that is not known before another page is read. */
  #endOf(count: number): number | null {
    if (this.#maxRepetition === 0) return this.#entry + count <= this.#entries() ? this.#entry + count : null;
    // A row is whole when the next one begins.
    let rows = 0;
    for (let at = this.#entry; at < this.#repetitions.length; at++) {
      if (this.#repetitions[at] !== 0) continue;
      if (rows === count) return at;
      rows += 1;
    }
    return null;
  }

  #assembled(end: number): unknown[] {
    if (end === this.#entry) return [];
    const definitions = this.#definitions.slice(this.#entry, end);
    const repetitions = this.#repetitions.slice(this.#entry, end);
    let count = end - this.#entry;
    if (this.#maxDefinition > 0) count = definitions.reduce((sum, level) => (level === this.#maxDefinition ? sum + 1 : sum), 0);
    const values = this.#values.slice(this.#value, this.#value + count);
    this.#entry = end;
    this.#value += count;
    return Array.from(assembleLists([], definitions, repetitions, values, this.#decoder.schemaPath) as ArrayLike<unknown>);
  }

  async #readPage(): Promise<void> {
    const { header, length } = await this.#header();
    const start = this.#at + length;
    const size = header.compressed_page_size;
    if (!Number.isInteger(size) || size < 0 || start + size > this.#end) throw new ParquetRefusal('a page reaches beyond its column');
    this.#at = start + size;
    const bytes = new Uint8Array(await this.file.slice(start, start + size));
    checkPage(bytes, header, this.#decoder);
    if (header.type === 'DICTIONARY_PAGE') {
      const { data } = readPage({ view: new DataView(bytes.buffer), offset: 0 }, header, this.#decoder, undefined, undefined, 0);
      if (data !== undefined) this.#dictionary = convert(data, this.#decoder);
      return;
    }
    const about = header.data_page_header ?? header.data_page_header_v2;
    // Index pages hold no values.
    if (about === undefined) return;
    const page = header.data_page_header === undefined
      ? readDataPageV2(bytes, header, this.#decoder)
      : readDataPage(decompressPage(bytes, header.uncompressed_page_size, this.#decoder.codec, compressors), header.data_page_header, this.#decoder);
    this.#append(about.num_values, page.definitionLevels ?? [], page.repetitionLevels, convertWithDictionary(page.dataPage, this.#dictionary, about.encoding, this.#decoder) as ArrayLike<unknown>);
  }

  #append(count: number, definitions: readonly number[], repetitions: readonly number[], values: ArrayLike<unknown>): void {
    this.#definitions = this.#definitions.slice(this.#entry);
    this.#repetitions = this.#repetitions.slice(this.#entry);
    this.#values = this.#values.slice(this.#value);
    this.#entry = 0;
    this.#value = 0;
    if (this.#maxDefinition > 0) {
      // The library gives no levels where nothing is missing.
      for (let at = 0; at < count; at++) this.#definitions.push(definitions.length === 0 ? this.#maxDefinition : definitions[at]);
    }
    if (this.#maxRepetition > 0) for (let at = 0; at < count; at++) this.#repetitions.push(repetitions[at] ?? 0);
    for (let at = 0; at < values.length; at++) this.#values.push(values[at]);
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
