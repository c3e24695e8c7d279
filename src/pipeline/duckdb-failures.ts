/** What DuckDB says of a failure, in words that whoever gave the command can act by. */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { DamagedFileError, EngineError, WorksError } from './engine.js';

/** Advice for whoever writes DuckDB's SQL: nobody does here. */
const FOR_WRITERS_OF_SQL = / (?:Try setting 'auto_detect' to true|Try auto-detecting the JSON format|If you are trying to read files with different schemas, try setting|Try setting 'ignore_errors').*$/s;

const ONE_A_LINE = 'works of OpenAlex stand one a line; correct that line or leave it out, or, where works go over several lines, write each on one (`jq -c .`, of a list `jq -c \'.[]\'`)';

/** DuckDB's messages go on over several lines: suggestions, then the statement. The first paragraph says what is wrong. */
export async function duckdbFailure(error: unknown): Promise<EngineError | WorksError> {
  const said = (error as Error).message.split('\n\n')[0].replace(/\s+/g, ' ').trim().replace(FOR_WRITERS_OF_SQL, '');
  const disagreeing = DISAGREEING.exec(said);
  if (disagreeing !== null) {
    const [, file, column, own, others] = disagreeing;
    return new WorksError(`${file} has the column ${column} as ${own}, and another file of the same works has it as ${others.slice(0, MOST_OF_WHY)}: write one of them again with the type of the other, or put them into folders of their own and name both`);
  }
  const unnamed = DAMAGE.exec(said);
  if (unnamed !== null) return new DamagedFileError(unnamed[1], { cause: error });
  return new EngineError((await ofJson(said)) ?? ofParquet(said) ?? `DuckDB: ${said}${remedyOf(said)}`, { cause: error });
}

/** What DuckDB says of files that it merges, where no type of a column is that of all. */
const DISAGREEING = /Error while reading file "(.+?)": failed to cast column "(.+?)" from type (.+?) to (.+?): /s;

/** What DuckDB says of bytes that are no Parquet, where it does not name the file: what its reader of headers and its decompressors throw. */
const DAMAGE = /^Invalid Error: ((?:don't know what type|invalid TType|Out of buffer|Failed to decompress|TProtocolException|Parquet file is likely corrupted|No more data to read|Unexpected end of).*)$/s;

/** What DuckDB says of bytes that are no Parquet, where it names the file. */
const DAMAGE_OF_FILE = [
  /Failed to read file "(.+?)": (.*)$/s,
  /Invalid string encoding found in Parquet file "(.+?)": (.*)$/s,
  /(?:Could not read enough bytes from|Parquet reading error in) file "(.+?)": (.*)$/s,
];

/** A file of Parquet that is not as it was written; null where the failure is another. */
function ofParquet(said: string): string | null {
  const [, file, why] = DAMAGE_OF_FILE.map((form) => form.exec(said)).find((found) => found !== null) ?? [];
  return file === undefined ? null : damagedSaid(file, why);
}

const MOST_OF_WHY = 200;

/** A sentence on a file of Parquet whose ends are there and whose middle can't be read. */
export function damagedSaid(file: string, why: string): string {
  return `${file} is no whole Parquet file (${printed(why.slice(0, MOST_OF_WHY))}): it may have been altered while it was written or copied, fetch or write it again, and begin anew with --restart where the pipeline made it`;
}

/** Without what a terminal would take for commands. */
function printed(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '').replace(/[\s:!.]+$/, '');
}

function remedyOf(said: string): string {
  if (/out of memory/i.test(said)) return ' (give it more with --memory, or fewer threads with --threads)';
  if (/no space left on device|disk quota exceeded|max_temp_directory_size/i.test(said)) return ' (free some room there, or name a larger disk for what memory does not hold with --spill, and give the same command again, which goes on after the last whole table)';
  return '';
}

/** A line of JSON that can't be read; null where the failure is another. */
async function ofJson(said: string): Promise<string | null> {
  const malformed = /Malformed JSON in file "(.+)", at byte (\d+) in line (\d+): (.*?)\.?$/.exec(said);
  if (malformed !== null) {
    const [, file, byte, line, why] = malformed;
    // DuckDB has gone on to the next line before it says so.
    return `${file} has no whole JSON object in line ${await lineOfFile(file, Number(line) - 1)} (${why}, at byte ${byte} of it): ${ONE_A_LINE}`;
  }
  const unfit = /JSON transform error in file "(.+?)", in line (\d+): (.*)$/.exec(said);
  if (unfit !== null) {
    const [, file, line, why] = unfit;
    return `${file} has no work of OpenAlex in line ${await lineOfFile(file, Number(line))} (${why.slice(0, 300)}): ${ONE_A_LINE}`;
  }
  const compressed = /Input is not a GZIP stream: (.+)$/.exec(said);
  return compressed === null ? null : `${compressed[1]} is not compressed as its name says (.gz): fetch it again, or name it by what it holds`;
}

/** DuckDB passes over lines of white space alone, and does not count them: where in the file the n-th of the others is. */
async function lineOfFile(file: string, nth: number): Promise<number> {
  let line = 1;
  let counted = 0;
  let isBlank = true;
  try {
    const bytes = createReadStream(file);
    const source = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
    bytes.on('error', (error) => source.destroy(error));
    for await (const piece of source as AsyncIterable<Buffer>) {
      for (const byte of piece) {
        if (byte === 0x0A) {
          line += 1;
          isBlank = true;
        } else if (isBlank && byte > 0x20) {
          isBlank = false;
          counted += 1;
          if (counted === nth) return line;
        }
      }
    }
  } catch {
    // A file that can't be read any more, or breaks off: as DuckDB counts.
  }
  return nth;
}
