/** All formats of networks, the list that the command line, the download address and the explorer's menu go by. */
import { csv } from './csv.js';
import { gexf } from './gexf.js';
import { gml } from './gml.js';
import { graphml } from './graphml.js';
import { cytoscape, nodeLink } from './json-networks.js';
import type { NetworkFormat } from './network.js';
import { pajek, pajekProject } from './pajek.js';
import { vosviewer, vosviewerJson } from './vosviewer.js';

export const NETWORK_FORMATS: readonly NetworkFormat[] = [gexf, graphml, gml, pajek, pajekProject, vosviewer, vosviewerJson, cytoscape, nodeLink, csv];

/** The format of this id; undefined where there is none. */
export function networkFormat(id: string): NetworkFormat | undefined {
  return NETWORK_FORMATS.find((format) => format.id === id);
}
