/** `coterie formats`: what can be imported. */
import { Command } from 'commander';
import { SOURCES } from '../../sources/registry.js';
import { printJson, printLine, printTable } from '../output.js';

const EXAMPLES = `
Examples:
  coterie formats
  coterie formats --json
  coterie import export.txt --format wos
  coterie import table.csv --columns title=Titre,authors=Auteurs`;

/** Columns that a terminal has at least; what is read is wrapped to that. */
const WIDTH = 96;

/** A text in lines of at most `width` characters, broken at spaces. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function runFormats(isJson: boolean): void {
  const formats = SOURCES.map(({ id, title, extensions, reads }) => ({ id, title, extensions, reads }));
  if (isJson) {
    printJson({ formats });
    return;
  }
  const rows = formats.map(({ id, title, extensions }) => [id, title, extensions.map((extension) => `.${extension}`).join(' ')]);
  printTable([{ title: 'FORMAT' }, { title: 'TITLE' }, { title: 'USUAL ENDINGS' }], rows);
  printLine();
  printLine('The format is told from the content; --format FORMAT says it where that fails.');
  printLine('Each file may be gzipped.');
  printLine();
  for (const { id, reads } of formats) {
    printLine(id);
    for (const line of wrapped(reads, WIDTH - 2)) printLine(`  ${line}`);
  }
}

export function formatsCommand(): Command {
  return new Command('formats')
    .summary('the formats that can be imported')
    .description('Lists every format of bibliographies with its id (for --format), its usual file endings and what is read of it.')
    .addHelpText('after', EXAMPLES)
    .action((_options, command: Command) => runFormats(command.optsWithGlobals<{ json?: boolean }>().json === true));
}
