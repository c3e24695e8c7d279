/** What sizes, colours and widths mean. */
import { count, measure } from '../../design/numbers.js';
import type { Appearance } from '../../drawing/types.js';
import type { PersonRow } from './rows.js';
import { colourKey, colourTitle, legendCounts, unknownMeaning } from './colours.js';

interface LegendProps {
  readonly appearance: Appearance;
  /** What its pixels are multiplied with in the frame as it is. */
  readonly factor: number;
  /** The slider's year; null for all years. */
  readonly year: number | null;
  /** Whether lines grow with the slider's year, or are as wide as in all years. */
  readonly linesGrow: boolean;
  /** Who is shown. */
  readonly people: readonly PersonRow[];
  readonly size: string;
  readonly colour: string;
  readonly titles: ReadonlyMap<string, string>;
  /** Titles of metrics of which no value is here yet. */
  readonly awaited: readonly string[];
  readonly strengthUnit: string;
}

function Circle({ radius }: { readonly radius: number }) {
  const side = 2 * radius + 2;
  return <svg width={side} height={side} aria-hidden="true"><circle cx={side / 2} cy={side / 2} r={radius} /></svg>;
}

export function Legend({ appearance: { size: sizes, colour: colours, width: widths }, factor, year, linesGrow, people, size, colour, titles, awaited, strengthUnit }: LegendProps) {
  const counts = legendCounts(colours.legend, people.map((person) => colourKey(person, colour)));
  return (
    <div class="network-legend">
      <h3>Size: {titles.get(size) ?? size}</h3>
      <ul class="network-sizes">
        {sizes.legend.map(({ value, pixels }) => <li key={value}><Circle radius={pixels * factor} /> {measure(value, 3)}</li>)}
      </ul>
      {sizes.unknown > 0 && <p class="quiet small">{awaited.includes(size) ? 'Values are still being computed: circles are drawn without them until then.' : sizes.legend.length === 0 ? 'Nobody here has a value: all are drawn alike.' : `${count(sizes.unknown)} without a value: drawn smallest.`}</p>}
      <h3>Colour: {colourTitle(colour, titles)}</h3>
      <ul>
        {colours.legend.map(({ label, key, light, dark }, line) => (
          <li key={`${typeof key} ${key}`}>
            <span class="network-swatch" style={{ '--light': light, '--dark': dark }} />
            <bdi lang="">{key === null ? `Grey: ${awaited.includes(colour) ? 'still being computed' : unknownMeaning(colour)}` : label}</bdi>{counts[line] !== null && <span class="quiet small"> {count(counts[line])}</span>}
          </li>
        ))}
      </ul>
      {colour === 'COMMUNITY' && <p class="quiet small">Communities of the whole graph (Louvain), each named after its member who is largest here. Numbers 0 to 6, the largest, have the same colour in every picture.</p>}
      {widths.legend.length > 0 && (
        <>
          <h3>Width of a line: {strengthUnit}</h3>
          {year !== null && <p class="quiet small">{linesGrow ? `Of the joint papers until ${year}; those without a known year count.` : 'Of all years: more than 5,000 collaborations are asked for, too many to grow year by year.'} Circles and colours are those of all years; numbers of people are those of {year}.</p>}
          <ul class="network-widths">
            {widths.legend.map(({ value, pixels }) => (
              <li key={value}><svg width="32" height="12" aria-hidden="true"><line x1="0" x2="32" y1="6" y2="6" stroke-width={pixels * factor} /></svg> {measure(value, 3)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
