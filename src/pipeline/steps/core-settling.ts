/**
 * Rounds of falling core numbers until nobody falls, in ever smaller parts of the graph.
 *
 * The tail is long: authors who all stand at about one number bring each other down one by one, for a hundred rounds and
 * more, while everybody else has come to rest. Where few fall, they are followed in a part of their own until nobody in it
 * falls any more, and within it in a smaller one where fewer still do: that is another order of falls, which changes
 * nothing of where they end.
 *
 * A fall from k matters to those alone who stand at k or below. So a part has those who stand from the lowest number that
 * anybody has just fallen to up to the highest that anybody has fallen from, and the pairs of two of them; neighbours above
 * support them all, keep their numbers and are counted once, neighbours below support nobody. Who falls below the lowest is
 * left just below it for the rounds around the part, which look at all whom its falls concern.
 */
import type { Workspace } from '../workspace.js';
import { ChangingColumn, type Looking } from './changing-column.js';
import { fallen, unsupported, type Surroundings } from './core-falls.js';

/** When parts are made. */
export interface PartRules {
  /** Share of the authors of whom no more fall, two rounds in a row, where they are followed in a part. */
  readonly few: number;
  /** For the next part, and within this one: share of those for whom it was made. */
  readonly fewer: number;
  /** Pairs, both ways, of what is parted at least: of fewer, making a part takes longer than its rounds save. */
  readonly leastPairs: number;
}

/**
 * Goes on until nobody falls.
 * @param looking whom the first round looks at
 * @param few how many fall in a round at most where they are followed in a part; after that, ever fewer
 * @returns rounds, those of parts too
 */
export async function settle(work: Workspace, cores: ChangingColumn, around: Surroundings, looking: Looking, few: number, rules: PartRules): Promise<number> {
  let mostInPart = few;
  let roundsOfParts = 0;
  let fellBefore = Infinity;
  for (let next = looking; ; next = await unsupported(cores, around)) {
    const fell = await cores.note(fallen(cores, next, around));
    if (fell === 0) return cores.rounds + roundsOfParts;
    // After one round of few they may all have come to rest.
    if (Math.max(fell, fellBefore) > mostInPart || around.size < rules.leastPairs) {
      fellBefore = fell;
      continue;
    }
    mostInPart = fell * rules.fewer;
    const part = await settlePart(work, cores, around, mostInPart, rules);
    roundsOfParts += part.rounds;
    await cores.note(part.falls);
    part.drop();
    fellBefore = Infinity;
  }
}

/** What a part came to. */
interface SettledPart {
  /** A query for `note`: the falls of the last round and of the part together, as one. */
  readonly falls: string;
  readonly rounds: number;
  drop(): void;
}

/** Follows those whom the last round concerns until they rest. */
async function settlePart(work: Workspace, cores: ChangingColumn, { edges, part: outer }: Surroundings, few: number, rules: PartRules): Promise<SettledPart> {
  const name = `${cores.name}_part_${cores.rounds}`;
  const levels = await work.ask(name, `SELECT min(core) AS lowest, max(core_before) AS highest FROM ${cores.lastNotes} AS falls`);
  const [lowest, highest] = [Math.max((outer?.floor ?? 0) + 1, Number(levels?.lowest)), Number(levels?.highest)];
  const [standing, members, inside] = [`${name}_standing`, `${name}_members`, `${name}_pairs`];
  await work.make(standing, `SELECT author, core FROM ${cores.now} AS numbers WHERE core BETWEEN ${lowest} AND ${highest}`);
  const size = work.rowsOf(standing);
  const near = `SELECT ${cores.handingFew('own', size)} edges.node, edges.other FROM ${edges} AS edges JOIN ${work.from(standing)} AS own ON own.author = edges.node`;
  await work.make(inside, `SELECT ${cores.handingFew('others', size)} near.node, near.other FROM (${near}) AS near JOIN ${work.from(standing)} AS others ON others.author = near.other`);
  const above = `SELECT author FROM ${cores.now} AS numbers WHERE core > ${highest}`;
  const supports = `SELECT ${cores.handingEverybody('others', true)} near.node, count(*) AS support FROM (${near}) AS near JOIN (${above}) AS others ON others.author = near.other GROUP BY near.node`;
  const [more, beyond] = outer === null ? ['', ''] : [' + beyond.support', ` JOIN ${outer.supports} AS beyond ON beyond.author = own.author`];
  await work.make(members, `SELECT own.author, own.core, coalesce(supports.support, 0)${more} AS support FROM ${work.from(standing)} AS own LEFT JOIN (${supports}) AS supports ON supports.node = own.author${beyond}`);
  work.drop(standing);
  const band = work.from(members);
  const own = new ChangingColumn(work, { name, column: 'core', more: 'core_before', start: `(SELECT author, core FROM ${band} AS members)`, authors: size });
  const looking: Looking = { query: `SELECT author, core, support FROM ${band} AS members`, hint: own.handingFew('looking', size), areMany: true };
  const rounds = await settle(work, own, { edges: work.from(inside), size: work.rowsOf(inside), part: { supports: band, floor: lowest - 1 } }, looking, few, rules);
  const changed =
    `SELECT own.author, own.core, coalesce(earlier.core_before, members.core) AS core_before FROM ${own.now} AS own JOIN ${band} AS members ON members.author = own.author ` +
    `LEFT JOIN ${cores.lastNotes} AS earlier ON earlier.author = own.author WHERE CASE WHEN earlier.author IS NULL THEN own.core < members.core ELSE true END ` +
    `UNION ALL SELECT earlier.author, earlier.core, earlier.core_before FROM ${cores.lastNotes} AS earlier LEFT JOIN ${band} AS members ON members.author = earlier.author WHERE members.author IS NULL`;
  return {
    falls: `SELECT changed.author, changed.core, changed.core_before, nodes.degree AS neighbours FROM (${changed}) AS changed JOIN ${work.from('degrees')} AS nodes ON nodes.author = changed.author`,
    rounds,
    drop() {
      own.drop();
      for (const table of [members, inside]) work.drop(table);
    },
  };
}
