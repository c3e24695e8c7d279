/**
 * The process by which a synthetic corpus grows, paper by paper: who writes each.
 *
 * A team forms around a first member, drawn in proportion to authorships so far, recent ones counting more (preferential
 * attachment: Barabási and Albert 1999; Simon 1955 gives the power law of papers per author). Each further member is a
 * newcomer, an earlier co-author of someone on the team in proportion to joint papers (repeat collaboration), a
 * co-author's co-author (triadic closure), or somebody of the same circle; the mixture is that of team assembly
 * (Guimerà, Uzzi, Spiro, Amaral 2005, DOI 10.1126/science.1106340). Some teams consist of newcomers alone: the small
 * components. A large collaboration mostly repeats the list of an earlier one.
 *
 * O(Σk) time; some 50 bytes per author and 4 per authorship beside the result. No object per paper.
 */
import { randomBelow, seededRandom } from '../graph/prng.js';
import type { Random } from '../graph/prng.js';
import { sharedArray } from '../graph/shared-arrays.js';
import { LARGE_TEAM, resolveOptions, SHAPES } from './options.js';
import type { GrowthShape, SyntheticOptions } from './options.js';
import { largeTeamSize, ordinaryTeamSize } from './team-sizes.js';

/** Who wrote what: the outcome of growth. */
export interface Growth {
  readonly options: Required<SyntheticOptions>;
  readonly authorCount: number;
  readonly circleCount: number;
  /** [P+1] into paperAuthors, shared. */
  readonly paperOffsets: Uint32Array;
  /** [Σk] authors numbered by first appearance, in author-list order, shared. */
  readonly paperAuthors: Uint32Array;
  /** [P] circle of each paper, shared. */
  readonly paperCircle: Int32Array;
}

/** Power of a uniform number that picks the place in the list of authorships so far: the smaller, the sooner people stop publishing. */
const RECENCY = 0.12;
/** Papers that an author or a circle remembers: each new one replaces a random one, so that old ones fade. */
const AUTHOR_MEMORY = 8;
const CIRCLE_MEMORY = 64;
/** Share of newcomers who never publish again (Price and Gürsey 1976: transience and continuance in scientific authorship). */
const TRANSIENT_SHARE = 0.25;
/** Papers at which an author declines every second time: attachment is less than linear (Newman 2001, DOI 10.1103/PhysRevE.64.025102). */
const SATURATION = 80;
/** Earlier large collaborations that may publish again, and how often they do. */
const LARGE_MEMORY = 8;
const LARGE_REPEAT_SHARE = 0.6;
/** Share of the earlier list that signs again. */
const LARGE_STAY_SHARE = 0.92;
/** Share of teams that write outside their first member's circle. */
const DRIFT_SHARE = 0.01;
/** Draws that hit somebody on the team already before a newcomer is taken. */
const MAX_MISSES = 8;

/** A fixed number of remembered papers per owner, in one array that grows with the owners. */
interface Memory {
  readonly slots: number;
  papers: Uint32Array;
  filled: Uint8Array;
}

interface Society {
  readonly random: Random;
  readonly shape: GrowthShape;
  readonly largestTeam: number;
  readonly paperOffsets: Uint32Array;
  readonly paperCircle: Int32Array;
  /** Grows by one per authorship. */
  authorships: Uint32Array;
  authorshipCount: number;
  authorCount: number;
  circleCount: number;
  readonly ofAuthor: Memory;
  readonly ofCircle: Memory;
  /** [A] */
  papersOf: Uint32Array;
  /** [A] 1 + last paper: tells who is on the present one. */
  lastPaper: Uint32Array;
  readonly large: number[];
}

function memory(owners: number, slots: number): Memory {
  return { slots, papers: new Uint32Array(owners * slots), filled: new Uint8Array(owners) };
}

function grown<T extends Uint32Array | Uint8Array>(array: T, length: number): T {
  const larger = new (array.constructor as new (length: number) => T)(length);
  larger.set(array);
  return larger;
}

function remember(random: Random, held: Memory, owner: number, paper: number): void {
  const filled = held.filled[owner];
  if (filled < held.slots) {
    held.papers[owner * held.slots + filled] = paper;
    held.filled[owner] = filled + 1;
  } else {
    held.papers[owner * held.slots + randomBelow(random, held.slots)] = paper;
  }
}

/** A remembered paper, or −1 where there is none yet. */
function recall(random: Random, held: Memory, owner: number): number {
  const filled = held.filled[owner];
  return filled === 0 ? -1 : held.papers[owner * held.slots + randomBelow(random, filled)];
}

/**
 * Whether a drawn author takes part. Transients never do: they are told by a golden-ratio sequence over the numbers, so that
 * nothing need be kept. Of others, the prolific decline the more the more they have.
 */
function takesPart({ random, papersOf }: Society, author: number): boolean {
  if ((Math.imul(author, 0x9e3779b1) >>> 0) / 2 ** 32 < TRANSIENT_SHARE) return false;
  return random() * (SATURATION + papersOf[author]) < SATURATION;
}

function newcomer(society: Society): number {
  const author = society.authorCount++;
  if (author === society.lastPaper.length) {
    const capacity = Math.ceil(author * 1.5) + 16;
    society.papersOf = grown(society.papersOf, capacity);
    society.lastPaper = grown(society.lastPaper, capacity);
    society.ofAuthor.filled = grown(society.ofAuthor.filled, capacity);
    society.ofAuthor.papers = grown(society.ofAuthor.papers, capacity * AUTHOR_MEMORY);
  }
  return author;
}

function memberOf(society: Society, paper: number): number {
  const from = society.paperOffsets[paper];
  return society.authorships[from + randomBelow(society.random, society.paperOffsets[paper + 1] - from)];
}

/** Somebody who goes on publishing, by authorships so far; see RECENCY. */
function establishedAuthor(society: Society, before: number): number {
  const { random, authorships } = society;
  let author: number;
  let draws = 0;
  do author = authorships[Math.floor(before * random() ** RECENCY)];
  while (!takesPart(society, author) && ++draws < MAX_MISSES);
  return author;
}

function coauthorOf(society: Society, author: number): number {
  const paper = recall(society.random, society.ofAuthor, author);
  return paper === -1 ? author : memberOf(society, paper);
}

/** Adds an author to the present paper unless he is on it already. */
function join(society: Society, paper: number, author: number): boolean {
  if (society.lastPaper[author] === paper + 1) return false;
  society.lastPaper[author] = paper + 1;
  society.papersOf[author] += 1;
  if (society.authorshipCount === society.authorships.length) {
    society.authorships = grown(society.authorships, Math.ceil(society.authorshipCount * 1.5) + 16);
  }
  society.authorships[society.authorshipCount++] = author;
  return true;
}

/** Candidate for a further place on a team that has `from` … authorshipCount; −1 asks for a newcomer. */
function candidate(society: Society, from: number, circle: number): number {
  const { random, shape, authorships } = society;
  const u = random();
  if (u < shape.newcomer) return -1;
  const member = authorships[from + randomBelow(random, society.authorshipCount - from)];
  if (u < shape.newcomer + shape.repeat) return coauthorOf(society, member);
  if (u < shape.newcomer + shape.repeat + shape.closure) return coauthorOf(society, coauthorOf(society, member));
  const paper = recall(random, society.ofCircle, circle);
  return paper === -1 ? -1 : memberOf(society, paper);
}

function fill(society: Society, paper: number, size: number, circle: number): void {
  const from = society.paperOffsets[paper];
  let misses = 0;
  while (society.authorshipCount - from < size) {
    const author = misses < MAX_MISSES ? candidate(society, from, circle) : -1;
    if (author === -1 ? join(society, paper, newcomer(society)) : takesPart(society, author) && join(society, paper, author)) misses = 0;
    else misses += 1;
  }
}

/** A team around an established author, who stands first or, as often, last. */
function writeByTeam(society: Society, paper: number, size: number): number {
  const { random, paperOffsets } = society;
  const from = paperOffsets[paper];
  const first = establishedAuthor(society, from);
  const own = recall(random, society.ofAuthor, first);
  const circle = random() < DRIFT_SHARE || own === -1 ? randomBelow(random, society.circleCount) : society.paperCircle[own];
  join(society, paper, first);
  fill(society, paper, size, circle);
  if (size > 1 && random() < 0.5) {
    const last = society.authorshipCount - 1;
    society.authorships[from] = society.authorships[last];
    society.authorships[last] = first;
  }
  return circle;
}

function writeByNewcomers(society: Society, paper: number, size: number): number {
  for (let place = 0; place < size; place += 1) join(society, paper, newcomer(society));
  return randomBelow(society.random, society.circleCount);
}

/** A large collaboration: an earlier one again, with some gone and some new, or one that forms now. */
function writeByCollaboration(society: Society, paper: number): number {
  const { random, large, paperOffsets } = society;
  let circle: number;
  if (large.length > 0 && random() < LARGE_REPEAT_SHARE) {
    const earlier = large[randomBelow(random, large.length)];
    circle = society.paperCircle[earlier];
    const [from, to] = [paperOffsets[earlier], paperOffsets[earlier + 1]];
    for (let slot = from; slot < to; slot += 1) {
      if (random() < LARGE_STAY_SHARE) join(society, paper, society.authorships[slot]);
    }
    fill(society, paper, to - from, circle);
  } else {
    circle = writeByTeam(society, paper, largeTeamSize(random, society.largestTeam));
  }
  if (large.length < LARGE_MEMORY) large.push(paper);
  else large[randomBelow(random, LARGE_MEMORY)] = paper;
  return circle;
}

function write(society: Society, paper: number): number {
  const { random, shape, largestTeam } = society;
  if (paper === 0 || random() < shape.freshShare) return writeByNewcomers(society, paper, ordinaryTeamSize(random, shape, largestTeam));
  if (largestTeam >= LARGE_TEAM && random() < shape.largeShare) return writeByCollaboration(society, paper);
  return writeByTeam(society, paper, ordinaryTeamSize(random, shape, largestTeam));
}

function found(options: Required<SyntheticOptions>): Society {
  const { papers, seed, largestTeam } = options;
  const shape = SHAPES[options.shape];
  const circles = Math.max(1, Math.ceil(papers / shape.papersPerCircle));
  const people = Math.ceil(papers * 0.6) + 64;
  return {
    random: seededRandom(seed, 1),
    shape,
    largestTeam,
    paperOffsets: sharedArray(Uint32Array, papers + 1),
    paperCircle: sharedArray(Int32Array, papers),
    authorships: new Uint32Array(Math.ceil(papers * 3.2) + 64),
    authorshipCount: 0,
    authorCount: 0,
    circleCount: 1,
    ofAuthor: memory(people, AUTHOR_MEMORY),
    ofCircle: memory(circles, CIRCLE_MEMORY),
    papersOf: new Uint32Array(people),
    lastPaper: new Uint32Array(people),
    large: [],
  };
}

/** Grows a corpus. The same options give the same papers on every machine. Throws a RangeError for bad options. */
export function grow(given: SyntheticOptions): Growth {
  const options = resolveOptions(given);
  const society = found(options);
  const { random, shape, paperOffsets, paperCircle, ofAuthor, ofCircle } = society;
  for (let paper = 0; paper < options.papers; paper += 1) {
    society.circleCount = 1 + Math.floor(paper / shape.papersPerCircle);
    const circle = write(society, paper);
    paperCircle[paper] = circle;
    paperOffsets[paper + 1] = society.authorshipCount;
    remember(random, ofCircle, circle, paper);
    for (let slot = paperOffsets[paper]; slot < society.authorshipCount; slot += 1) {
      remember(random, ofAuthor, society.authorships[slot], paper);
    }
  }
  const paperAuthors = sharedArray(Uint32Array, society.authorshipCount);
  paperAuthors.set(society.authorships.subarray(0, society.authorshipCount));
  return { options, authorCount: society.authorCount, circleCount: society.circleCount, paperOffsets, paperAuthors, paperCircle };
}
