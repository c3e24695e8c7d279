/**
 * What `&name;` stands for in one XML document: XML's own names, what the document declares itself (xml-doctype.ts), HTML's
 * characters. Unknown names stay as written; nothing outside of the document is ever read.
 */
import type { ProblemFacts } from './problems.js';
import { doctypeEntities } from './xml-doctype.js';
import { HTML_ENTITIES } from './xml-entities.js';

export interface ReferenceReports {
  /** Something to tell; `line` is null where it is the parser's own. */
  problem(facts: Omit<ProblemFacts, 'file'>): void;
  /** A declared entity of this length was put into the text; false where reading was ended for it. */
  expanded(length: number): boolean;
  /** The document must not be read. */
  refused(what: string, line: number): void;
}

const XML_ENTITIES: ReadonlyMap<string, string> = new Map([['amp', '&'], ['lt', '<'], ['gt', '>'], ['quot', '"'], ['apos', "'"]]);
const ENTITY_NAME = /^[A-Za-z_][\w.:-]*$/;

export class XmlReferences {
  readonly #declared = new Map<string, string>();
  readonly #unknown = new Set<string>();

  constructor(readonly reports: ReferenceReports) {}

  /** The object in which the parser looks names up; a proxy lets us count expansions and keep unknown names as text. */
  lookup(): Record<string, string> {
    return new Proxy<Record<string, string>>({}, { get: (_, name) => this.#entity(String(name)) as string });
  }

  /** Takes over what a document type declaration that ends in line `lastLine` declares. */
  declare(doctype: string, lastLine: number): void {
    const { declared, external, refused } = doctypeEntities(doctype);
    const firstLine = lastLine - (doctype.match(/\n/g)?.length ?? 0);
    for (const { name, lineOffset } of external) {
      this.reports.problem({
        line: firstLine + lineOffset, kind: 'EXTERNAL_ENTITY', field: 'DOCTYPE', value: name,
        reason: `The entity ${name} points outside of the file and is never resolved; where it is used, its name stays in the text.`,
      });
    }
    if (refused !== null) {
      this.reports.refused(`The declaration of the entity ${refused.name} is refused: ${refused.why}`, firstLine + refused.lineOffset);
    }
    for (const [name, replacement] of declared) this.#declared.set(name, replacement);
  }

  /** Unknown names are told once per record: here another begins. */
  forgetUnknown(): void {
    this.#unknown.clear();
  }

  #entity(name: string): string | undefined {
    const predefined = XML_ENTITIES.get(name);
    if (predefined !== undefined) return predefined;
    const declared = this.#declared.get(name);
    if (declared !== undefined) return this.reports.expanded(declared.length) ? declared : '';
    const character = HTML_ENTITIES.get(name);
    if (character !== undefined) return character;
    if (!ENTITY_NAME.test(name)) return undefined;
    if (!this.#unknown.has(name)) {
      this.#unknown.add(name);
      this.reports.problem({
        kind: 'UNKNOWN_ENTITY', value: `&${name};`,
        reason: `The entity &${name}; is not declared; it stays in the text as written.`,
      });
    }
    return `&${name};`;
  }
}
