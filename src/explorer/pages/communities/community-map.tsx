/**
 * The map: a circle for each community, a line for each link. One stop of the Tab key; arrow keys go from community to
 * community, Enter opens one. The table beside it says the same in figures.
 */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { navigate } from '../../address/address.js';
import { counted } from '../../design/numbers.js';
import type { CommunityMapQuery } from '../../generated/graphql.js';
import { communityHref, type DivisionState } from './division.js';
import { namesOf } from './division-words.js';
import { PointedFigures } from './pointed-figures.js';
import { circlesOf, labelsOf, linkWidth, type Circle } from './places.js';

export type MapAnswer = NonNullable<CommunityMapQuery['communityMap']>;

const LEAST_HEIGHT = 300;
const MOST_HEIGHT = 640;
/** A pointer need not hit the smallest circles exactly. */
const LEAST_TARGET = 10;

/** The width of an element in pixels, 0 before it is known. */
function useWidth() {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (place.current === null) return undefined;
    const observer = new ResizeObserver(([{ contentRect }]) => setWidth(Math.round(contentRect.width)));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return { place, width };
}

/** The community that lies in a direction, the nearest one, rather straight ahead than aside; null where none does. */
function towards(circles: readonly Circle[], from: number, key: string): number | null {
  const direction = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key];
  if (direction === undefined) return null;
  const [best] = circles
    .map(({ x, y }, index) => {
      const [dx, dy] = [x - circles[from].x, y - circles[from].y];
      const ahead = dx * direction[0] + dy * direction[1];
      const aside = Math.abs(dx * direction[1]) + Math.abs(dy * direction[0]);
      return { index, ahead, cost: ahead + 2 * aside };
    })
    .filter(({ index, ahead }) => index !== from && ahead > 0)
    .toSorted((a, b) => a.cost - b.cost);
  return best?.index ?? null;
}

export function CommunityMap({ map: { nodes, links }, state, isStale }: { readonly map: MapAnswer; readonly state: DivisionState; readonly isStale: boolean }) {
  const { place, width } = useWidth();
  const height = Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, Math.round(0.75 * width)));
  const [pointed, setPointed] = useState<number | null>(null);
  const [stop, setStop] = useState(0);
  const picture = useRef<SVGSVGElement>(null);
  useEffect(() => {
    setPointed(null);
    setStop(0);
  }, [nodes]);

  const circles = useMemo(() => (width === 0 ? [] : circlesOf(nodes.map(({ x, y, community }) => ({ x, y, size: community.size })), width, height)), [nodes, width, height]);
  const labels = useMemo(() => labelsOf(circles, nodes.map(({ community }) => community.topAuthors[0]?.displayName ?? ''), width, height), [circles]);
  const strongest = links.reduce((most, { strength }) => Math.max(most, strength), 0);
  const near = useMemo(() => new Set(links.flatMap(({ source, target }) => (source === pointed ? [target] : target === pointed ? [source] : []))), [links, pointed]);
  const isFaint = (index: number): boolean => pointed !== null && index !== pointed && !near.has(index);

  const onKeyDown = (event: KeyboardEvent, from: number): void => {
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? circles.length - 1 : towards(circles, from, event.key);
    if (!event.key.startsWith('Arrow') && event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    if (to === null) return;
    setStop(to);
    picture.current?.querySelector<SVGAElement>(`[data-index="${to}"]`)?.focus();
  };
  const onClick = (event: MouseEvent, href: string): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(href);
  };

  return (
    <div class="communities-map" ref={place} aria-busy={isStale}>
      {width > 0 && (
        <svg ref={picture} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={`Map of ${counted(nodes.length, 'community', 'communities')}. Arrow keys go from one to the next, Enter opens it. The table has the same figures.`} onMouseLeave={() => setPointed(null)}>
          <g aria-hidden="true" class="communities-links">
            {links.map(({ source, target, strength }) => {
              const isNear = source === pointed || target === pointed;
              const [a, b] = [circles[source], circles[target]];
              return a && b && <line key={`${source} ${target}`} class={pointed === null ? undefined : isNear ? 'near' : 'faint'} x1={a.x} y1={a.y} x2={b.x} y2={b.y} stroke-width={linkWidth(strength, strongest)} />;
            })}
          </g>
          {circles.map(({ x, y, radius }, index) => {
            const { community } = nodes[index] ?? {};
            if (community === undefined) return null;
            const href = communityHref(state, community.id);
            return (
              <a
                key={community.id}
                href={href}
                data-index={index}
                tabIndex={index === stop ? 0 : -1}
                class={`communities-circle${isFaint(index) ? ' faint' : ''}${index === pointed ? ' pointed' : ''}`}
                aria-label={`Community ${community.id}, ${counted(community.size, 'author')}: ${namesOf(community.topAuthors, community.size, 2)}`}
                onMouseEnter={() => setPointed(index)}
                onFocus={() => {
                  setStop(index);
                  setPointed(index);
                }}
                onBlur={() => setPointed(null)}
                onKeyDown={(event) => onKeyDown(event, index)}
                onClick={(event) => onClick(event, href)}
              >
                <circle class="communities-target" cx={x} cy={y} r={Math.max(radius, LEAST_TARGET)} />
                <circle cx={x} cy={y} r={radius} />
              </a>
            );
          })}
          <g aria-hidden="true" class="communities-labels">
            {labels.map(({ index, text, x, y }) => <text key={index} class={isFaint(index) ? 'faint' : undefined} x={x} y={y} text-anchor="middle" dominant-baseline="central">{text}</text>)}
          </g>
        </svg>
      )}
      <PointedFigures nodes={nodes} links={links} pointed={pointed} />
    </div>
  );
}
