/** A network drawn: sigma on its own canvases, with keys, buttons, and words for those who don't see it. */
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import './drawing.css';
import { actionOf, KEYS_HINT } from './keys.js';
import { incidentEdges, looksOf, type Focus, type LookState } from './looks.js';
import { MAX_PLAIN_EDGES, PlainDrawing } from './plain-drawing.js';
import type { Renderer, View } from './renderer.js';
import { useTheme } from './theme.js';
import type { CanvasProps, DrawingTrouble } from './types.js';
import { canDrawWebGl } from './webgl.js';

const TROUBLES: Readonly<Record<DrawingTrouble['kind'], string>> = {
  NO_WEBGL: 'This browser has no WebGL, which the moving picture needs.',
  CONTEXT_LOST: 'The browser has taken the drawing’s graphics memory away.',
};

function troubleOf(kind: DrawingTrouble['kind'], isDrawn: boolean): DrawingTrouble {
  return { kind, isDrawn, message: `${TROUBLES[kind]} ${isDrawn ? 'A plain drawing stands in for it: it can be clicked, but not zoomed.' : 'This network is too large for a plain drawing: the table shows the same authors.'}` };
}

/** Index of a node by id; null where the picture has none. */
function useIndices({ picture, selectedNode, highlighted }: Pick<CanvasProps, 'picture' | 'selectedNode' | 'highlighted'>) {
  const indexOf = useMemo(() => new Map(picture.nodes.map(({ id }, index) => [id, index])), [picture.nodes]);
  const selected = selectedNode === null ? null : (indexOf.get(selectedNode) ?? null);
  const marked = useMemo(() => new Set(highlighted.flatMap((id) => indexOf.get(id) ?? [])), [highlighted, indexOf]);
  return { indexOf, selected, marked };
}

export function NetworkCanvas(props: CanvasProps) {
  const { picture, appearance, description, year, selectedEdge, labels, onSelectNode, onSelectEdge, flyTo, reducedMotion } = props;
  const theme = useTheme();
  const keysId = useId();
  const { indexOf, selected, marked } = useIndices(props);
  const incident = useMemo(() => incidentEdges(picture), [picture]);
  const [pointed, setPointed] = useState<Focus | null>(null);
  const [keyboardNode, setKeyboardNode] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const [knowsKeys, setKnowsKeys] = useState(false);
  const [trouble, setTrouble] = useState<DrawingTrouble['kind'] | null>(null);
  const [attempt, setAttempt] = useState(0);
  const stage = useRef<HTMLDivElement>(null);
  const renderer = useRef<Renderer | null>(null);

  const within = (index: number | null, count: number) => (index !== null && index < count ? index : null);
  const byKeyboard = within(keyboardNode, picture.nodes.length);
  const chosenEdge = within(selectedEdge, picture.edges.length);
  const focus = useMemo<Focus | null>(() => {
    const wanted: Focus | null = pointed ?? (byKeyboard === null ? null : { kind: 'node', index: byKeyboard });
    return wanted !== null && wanted.index < (wanted.kind === 'node' ? picture.nodes : picture.edges).length ? wanted : null;
  }, [pointed, byKeyboard, picture]);
  const state = useMemo<LookState>(() => ({ theme, year, selectedNode: selected, selectedEdge: chosenEdge, highlighted: marked }), [theme, year, selected, chosenEdge, marked]);
  const view: View = { picture, appearance, state, focus, keyboardNode: byKeyboard, labels, reducedMotion };
  const latest = useRef({ view, props, selected });
  latest.current = { view, props, selected };

  const pick = useCallback((hit: Focus | null) => {
    const now = latest.current.props;
    if (hit?.kind === 'node') now.onSelectNode(now.picture.nodes[hit.index].id);
    else if (hit?.kind === 'edge') now.onSelectEdge(hit.index);
    else {
      if (now.selectedEdge !== null) now.onSelectEdge(null);
      if (now.selectedNode !== null) now.onSelectNode(null);
    }
  }, []);

  // The renderer comes with its own code, and lives as long as the component.
  useEffect(() => {
    let isMounted = true;
    if (!canDrawWebGl()) {
      setTrouble('NO_WEBGL');
      return undefined;
    }
    const onPoint = (hit: Focus | null) => setPointed((before) => (before?.kind === hit?.kind && before?.index === hit?.index ? before : hit));
    const lose = () => {
      renderer.current?.destroy();
      renderer.current = null;
      setTrouble('CONTEXT_LOST');
    };
    import('./renderer.js').then(({ Renderer: Made }) => {
      if (!isMounted || stage.current === null) return;
      renderer.current = new Made(stage.current, latest.current.view, { onPoint, onPick: pick, onContextLost: lose, onFactor: (factor) => latest.current.props.onSizes?.(factor) });
      setTrouble(null);
    }).catch(() => isMounted && setTrouble('NO_WEBGL'));
    return () => {
      isMounted = false;
      renderer.current?.destroy();
      renderer.current = null;
    };
  }, [attempt, pick]);

  useEffect(() => renderer.current?.update(latest.current.view), [picture, appearance, state, focus, byKeyboard, labels, reducedMotion]);
  useEffect(() => {
    const index = flyTo === null ? undefined : indexOf.get(flyTo.id);
    if (index !== undefined) renderer.current?.camera.flyTo(index);
    // Each request is flown once, whatever becomes of the picture afterwards.
  }, [flyTo]);

  const isDrawn = trouble !== null && picture.edges.length <= MAX_PLAIN_EDGES;
  const hadTrouble = useRef(false);
  useEffect(() => {
    if (trouble !== null || hadTrouble.current) latest.current.props.onTrouble?.(trouble === null ? null : troubleOf(trouble, isDrawn));
    hadTrouble.current = trouble !== null;
  }, [trouble, isDrawn]);

  const focusOn = (index: number | null) => {
    setKeyboardNode(index);
    setPointed(null);
    if (index === null) return;
    const { isEdgeShown } = looksOf(picture, appearance, state);
    const around = incident[index].filter(isEdgeShown).length;
    setSaid(`${picture.nodes[index].label}, ${around} ${around === 1 ? 'collaborator' : 'collaborators'} in the picture`);
    renderer.current?.camera.reveal(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const action = actionOf(event);
    const drawn = renderer.current;
    if (action === null || drawn === null) return;
    setKnowsKeys(true);
    if (action.kind === 'pan') drawn.camera.pan(action.right, action.down);
    else if (action.kind === 'zoom') drawn.camera[action.direction === 'in' ? 'zoomIn' : 'zoomOut']();
    else if (action.kind === 'fit') drawn.camera.fit();
    else if (action.kind === 'step') focusOn(drawn.nodeAfter(keyboardNode ?? selected, action.step));
    else if (action.kind === 'towards') focusOn(drawn.nodeTowards(keyboardNode ?? selected, action.direction) ?? keyboardNode);
    else if (action.kind === 'select') {
      if (keyboardNode === null) return;
      setSaid(`${picture.nodes[keyboardNode].label} selected`);
      onSelectNode(picture.nodes[keyboardNode].id);
    } else {
      focusOn(null);
      setSaid('Nothing selected');
      pick(null);
    }
    event.preventDefault();
  };

  return (
    <div class="drawing">
      {trouble === null ? (
        <>
          {/* A drawing takes all keys itself, as an application does; the label and the keys are read out on entering. */}
          <div class={`drawing-stage${knowsKeys ? ' drawing-known' : ''}`} ref={stage} tabIndex={0} role="application" aria-roledescription="network drawing" aria-label={description} aria-describedby={keysId} onKeyDown={onKeyDown} onBlur={() => { setKeyboardNode(null); setKnowsKeys(false); }} />
          <div class="drawing-buttons">
            <button type="button" aria-label="Zoom in" title="Zoom in (+)" onClick={() => renderer.current?.camera.zoomIn()}>+</button>
            <button type="button" aria-label="Zoom out" title="Zoom out (−)" onClick={() => renderer.current?.camera.zoomOut()}>−</button>
            <button type="button" aria-label="Show all" title="Show all (0)" onClick={() => renderer.current?.camera.fit()}>⤢</button>
          </div>
          <p class="drawing-keys" id={keysId}>{KEYS_HINT}</p>
        </>
      ) : (
        <div class="drawing-trouble">
          <p>{troubleOf(trouble, isDrawn).message} {trouble === 'CONTEXT_LOST' && <button type="button" onClick={() => { setTrouble(null); setAttempt(attempt + 1); }}>Draw again</button>}</p>
          {isDrawn && <PlainDrawing picture={picture} appearance={appearance} state={state} labels={labels} description={description} onSelectNode={onSelectNode} onSelectEdge={onSelectEdge} />}
        </div>
      )}
      <p class="visually-hidden" role="status">{said}</p>
    </div>
  );
}
