/** The regular expressions of src, but of the pages, which run in their reader's own browser. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync, Visitor } from 'vite';

const SRC = resolve(import.meta.dirname, '../../src');

export interface ExpressionLiteral {
  /** `src/file.ts:line`. */
  readonly where: string;
  readonly source: string;
  readonly flags: string;
}

export interface Expressions {
  readonly literals: readonly ExpressionLiteral[];
  /** Files that put expressions together from texts, with the times that they do. */
  readonly composed: Readonly<Record<string, number>>;
}

export function expressionsOfSrc(): Expressions {
  const literals: ExpressionLiteral[] = [];
  const composed: Record<string, number> = {};
  for (const name of readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.ts') && !/^explorer|generated/.test(each))) {
    const file = `src/${name.replaceAll('\\', '/')}`;
    const text = readFileSync(join(SRC, name), 'utf8');
    const count = ({ callee }: { readonly callee: { readonly type: string; readonly name?: unknown } }): void => {
      if (callee.type === 'Identifier' && callee.name === 'RegExp') composed[file] = (composed[file] ?? 0) + 1;
    };
    new Visitor({
      NewExpression: count,
      CallExpression: count,
      Literal(node) {
        if (!('regex' in node)) return;
        literals.push({ where: `${file}:${text.slice(0, node.start).split('\n').length}`, source: node.regex.pattern, flags: node.regex.flags });
      },
    }).visit(parseSync(name, text).program);
  }
  return { literals, composed };
}
