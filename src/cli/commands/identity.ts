/** `coterie identity`: who is who, and the curator's word on it. */
import { Command } from 'commander';
import { stateCommands } from './identity-state.js';
import { tellCommands } from './identity-tell.js';

const EXAMPLES = `
Examples:
  coterie identity suggest
  coterie identity merge "Jörg Müller" "J. Mueller" --why "same page"
  coterie identity merge A5ZK3N0TQ4XWV orcid:0000-0002-1825-0097 --dry-run
  coterie identity split "Wei Wang" --papers doi:10.1234/a,arxiv:1608.00001 --why "another institute"
  coterie identity distinct "Ann Lee" orcid:0000-0001-5109-3700
  coterie identity suppress "Jane Old" --replacement "Jay New"
  coterie identity log
  coterie identity undo 1f3a9c
  coterie identity mode full`;

const READING = `
How it works:
  Statements go into the corpus's ledger, with who, when and why. They hold for every import to come, can be taken back,
  and each says what it changed: collaborators, papers, rank in betweenness, community. Splits and distinct persons bind
  merges; merges bind all evidence but explicit ids that contradict and two names on one paper.`;

export function identityCommand(): Command {
  const identity = new Command('identity')
    .summary('who is who: suggest, merge, split, suppress, undo, log')
    .description('Explains and corrects who is who.')
    .addHelpText('after', `${READING}\n${EXAMPLES}`);
  for (const command of [...stateCommands(), ...tellCommands()]) identity.addCommand(command);
  return identity;
}
