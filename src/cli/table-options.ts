/** `--columns` and `--author-separator`: how tables without a fixed layout are read. */
import type { Command } from 'commander';
import type { TableSettings } from '../sources/open.js';
import type { ColumnMapping } from '../sources/source.js';
import { isTableField, TABLE_FIELDS } from '../sources/tables/csv-columns.js';
import { CliError, EXIT } from './errors.js';

export interface TableOptions {
  readonly columns?: string;
  readonly authorSeparator?: string;
}

/** Adds the options to a command that reads files. */
export function withTableOptions(command: Command): Command {
  return command
    .option('--columns <mapping>', 'which column of a CSV or TSV table holds what, such as title=Titre,authors=Auteurs')
    .option('--author-separator <text>', 'what parts the authors in a cell of a table; \\n for line ends, told from the cell if left out');
}

/** Text of the help about `--columns`. */
export const TABLE_HELP = `
Columns of tables (--columns FIELD=TITLE,…; columns with usual titles are recognised without it;
one column per author: authors=TITLE+TITLE+…, recognised without it where they are numbered):
  ${TABLE_FIELDS.slice(0, 11).join(', ')},
  ${TABLE_FIELDS.slice(11).join(', ')}`;

/** `title=Titre,authors=Auteurs, co-auteurs` as a mapping; a comma within a title is its own, authors may be named more than once. @throws CliError (usage) */
export function columnMapping(text: string): ColumnMapping {
  const mapping: Record<string, string | string[]> = {};
  // A comma parts two columns only where the name of a field and "=" follow it.
  for (const pair of text.split(/,(?=\s*\w+\s*=)/)) {
    const at = pair.indexOf('=');
    const field = pair.slice(0, Math.max(at, 0)).trim();
    const title = pair.slice(at + 1).trim();
    if (at < 0 || title === '') throw new CliError(`--columns wants FIELD=TITLE for each column, parted by commas, such as title=Titre,authors=Auteurs; "${pair.trim()}" is none`, EXIT.usage, { argument: 'columns', value: pair.trim() });
    if (!isTableField(field)) throw new CliError(`--columns knows no field "${field}"; the fields are ${TABLE_FIELDS.join(', ')}`, EXIT.usage, { argument: 'columns', value: field });
    const earlier = mapping[field];
    if (field === 'authors' && earlier !== undefined) {
      mapping[field] = [earlier, title].flat();
      continue;
    }
    if (Object.hasOwn(mapping, field)) throw new CliError(`--columns names the field "${field}" twice`, EXIT.usage, { argument: 'columns', value: field });
    mapping[field] = title;
  }
  return mapping;
}

/** The settings that the options mean, to be handed on with the import; empty without any. @throws CliError (usage) */
export function tableSettingsOf({ columns, authorSeparator }: TableOptions): { readonly table?: TableSettings } {
  if (columns === undefined && authorSeparator === undefined) return {};
  return {
    table: {
      ...(columns === undefined ? {} : { columns: columnMapping(columns) }),
      ...(authorSeparator === undefined ? {} : { authorSeparator: authorSeparator.replaceAll('\\n', '\n').replaceAll('\\t', '\t') }),
    },
  };
}
