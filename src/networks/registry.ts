/** All network formats: what `--format` names and detection chooses among. */
import { edgeList } from './edge-list.js';
import { gexf } from './gexf.js';
import { gml } from './gml.js';
import { graphml } from './graphml.js';
import { matrixMarket } from './matrix-market.js';
import type { NetworkFormat } from './network.js';
import { pajek } from './pajek.js';

/** Every format, in the order that decides between equally sure ones. */
export const NETWORK_FORMATS: readonly NetworkFormat[] = [graphml, gexf, gml, pajek, matrixMarket, edgeList];

/** How sure a format is that is told by a file's ending alone, where the content leaves it open. */
const SURE_BY_NAME = 0.5;

export interface DetectedFormat {
  readonly format: NetworkFormat;
  /** 0 … 1; from 0.9 on the content leaves no doubt. */
  readonly sure: number;
}

/** The format with this id. @throws RangeError that lists the ids where there is none */
export function networkFormatById(id: string): NetworkFormat {
  const found = NETWORK_FORMATS.find((format) => format.id === id);
  if (found === undefined) throw new RangeError(`there is no network format "${id}"; the formats are ${NETWORK_FORMATS.map((format) => format.id).join(', ')}`);
  return found;
}

/** The format of a file by its content first, by its ending (before a `.gz`) where that leaves it open; null where nothing fits. */
export function detectNetwork(head: string, fileName: string): DetectedFormat | null {
  const ending = /\.([^./\\]+)(?:\.gz)?$/i.exec(fileName)?.[1].toLowerCase() ?? '';
  let best: DetectedFormat | null = null;
  for (const format of NETWORK_FORMATS) {
    const sure = Math.max(format.detect(head), format.extensions[0] === ending || (format.extensions.includes(ending) && format.detect(head) > 0) ? SURE_BY_NAME : 0);
    if (sure > (best?.sure ?? 0)) best = { format, sure };
  }
  return best;
}
