/** Reading the XML of services whole: a document that is not whole is no answer. */
import { readXml } from '../sources/xml.js';
import type { XmlElement } from '../sources/xml-element.js';
import { UnusableAnswer } from './errors.js';

export { childNamed, childrenNamed, textOf, type XmlElement } from '../sources/xml-element.js';

export interface XmlDocument {
  /** Attributes of the root element. */
  readonly root: { readonly name: string; readonly attributes: Readonly<Record<string, string>> };
  /** The elements called by one of the names asked for, in order. */
  readonly records: readonly XmlElement[];
  /** Attributes of every other element outside of records, by its name; the last one where there are several. */
  readonly around: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Reads a document. @throws UnusableAnswer where it is no well-formed XML to its end, or its root has none of the names */
export async function xmlDocument(body: Buffer, roots: readonly string[], records: ReadonlySet<string>): Promise<XmlDocument> {
  const found: XmlElement[] = [];
  const around = new Map<string, Readonly<Record<string, string>>>();
  let root: XmlDocument['root'] | null = null;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield body;
  }
  for await (const batch of readXml({ file: '', bytes: bytes() }, { records, keyOf: () => null })) {
    for (const item of batch) {
      if (item.kind === 'record') found.push(item.element);
      else if (item.kind === 'open') {
        root ??= item;
        around.set(item.name, item.attributes);
      } else if (['MALFORMED', 'TRUNCATED', 'REFUSED', 'EMPTY', 'UNSUPPORTED_ENCODING'].includes(item.problem.kind)) {
        const isPage = /<html\b/i.test(body.toString('utf8', 0, 1000));
        throw new UnusableAnswer(isPage ? 'a web page instead of XML' : 'XML that breaks off or is damaged');
      }
    }
  }
  if (root === null || !roots.includes(root.name)) {
    throw new UnusableAnswer(root?.name.toLowerCase() === 'html' ? 'a web page instead of XML' : `XML with ${root === null ? 'no root' : `the root ${root.name}`} instead of ${roots.join(' or ')}`);
  }
  return { root, records: found, around };
}
