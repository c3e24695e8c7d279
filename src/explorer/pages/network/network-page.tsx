/** The network view: the address as state, one question to the API, and the parts of the page. */
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { navigate } from '../../address/address.js';
import type { PageProps } from '../../app/routes.js';
import { NetworkPictureDocument } from '../../generated/graphql.js';
import { useTheme } from '../../drawing/theme.js';
import { useMedia } from '../../design/use-media.js';
import { PageTitle } from '../../design/page-title.js';
import { ViewActions } from '../../views/view-actions.js';
import { Aside } from './aside.js';
import { preloadDrawing } from './canvas-place.js';
import { PathEnds } from './controls/path-ends.js';
import { exportParams, isPlacedByServer, positionsOf } from './export-params.js';
import './network.css';
import { Notices } from './notices.js';
import { PathWords } from './panels/path-words.js';
import { headingOf } from './scope-words.js';
import { papersTitle } from './words.js';
import { NetworkStage } from './stage.js';
import { StartForm } from './start-form.js';
import { networkHref, readNetwork, type NetworkChange } from './state.js';
import { useFocusAfter } from './use-focus-after.js';
import { useDrawn } from './use-drawn.js';
import { usePicture } from './use-picture.js';
import { Trouble } from './trouble.js';

/** One column: the picture comes before the question whose network it should be. */
const NARROW = '(max-width: 40rem)';

export function NetworkPage({ address }: PageProps) {
  const query = address.params.toString();
  const { state: asked, problems } = useMemo(() => readNetwork(new URLSearchParams(query)), [query]);
  const answer = usePicture(asked);
  const { state, data, metrics } = answer;
  const titles = useMemo(() => new Map(metrics.map(({ id, title }) => [id, title])), [metrics]);
  const reducedMotion = useMedia('(prefers-reduced-motion: reduce)');
  const isNarrow = useMedia(NARROW);
  const theme = useTheme();
  const { drawn, failure: layoutFailure, retry: layOutAgain } = useDrawn(state, data, reducedMotion);
  const [pointed, setPointed] = useState<readonly string[]>([]);
  const [factor, setFactor] = useState(1);
  const [flyTo, setFlyTo] = useState<{ readonly id: string } | null>(null);
  useEffect(preloadDrawing, []);
  useEffect(() => setPointed([]), [state.tab]);

  const onChange = useCallback((change: NetworkChange, options?: { readonly replace?: boolean }) => navigate(networkHref(state, change), options), [state]);
  const onScope = useFocusAfter(asked, onChange);
  const onFind = (id: string): void => {
    onChange({ person: id, pair: [] });
    setFlyTo({ id });
  };
  const failure = answer.failure ?? layoutFailure;
  const nodeCount = drawn?.network.nodeCount ?? null;
  const exported = [
    {
      kind: 'NETWORK' as const,
      params: exportParams(state, theme, { year: drawn?.year ?? null, nodeCount }),
      positions: drawn === null || isPlacedByServer(state) ? undefined : () => positionsOf(drawn.picture),
      isWhole: drawn !== null && drawn.network.nodes.length === nodeCount,
    },
    { kind: 'PAPERS' as const, title: papersTitle(state, nodeCount), params: exportParams(state, theme) },
  ];
  const heading = headingOf(state, drawn?.rows ?? null, titles);
  const start = asked.scope === null && <StartForm state={state} metrics={metrics} authorCount={data?.corpus.authorCount ?? null} onChange={onScope} />;

  return (
    <div class="network-page">
      <header class="network-header">
        <PageTitle title={heading}><bdi lang="">{heading}</bdi></PageTitle>
        {answer.variables !== null && <ViewActions query={NetworkPictureDocument} variables={answer.variables} exports={exported} />}
      </header>
      {!isNarrow && start}
      {asked.scope === 'path' && <section class="network-start network-path" aria-label="The path"><PathEnds state={asked} onChange={onScope} /><PathWords state={asked} /></section>}
      <Notices state={state} drawn={drawn} problems={[...problems, ...answer.problems]} computing={answer.computing} titles={titles} />
      <div class="network-columns">
        {failure !== null || drawn === null ? (
          <Trouble state={state} answer={{ ...answer, failure, retry: () => [answer.failure === null ? null : answer.retry, layoutFailure === null ? null : layOutAgain].forEach((again) => again?.()) }} onChange={onChange} />
        ) : (
          <NetworkStage
            state={state}
            drawn={drawn}
            network={drawn.network}
            titles={titles}
            description={`${heading}, ${drawn.words}`}
            isStale={answer.isStale || answer.isLoading || drawn.network !== data?.network}
            pointed={pointed}
            flyTo={flyTo}
            reducedMotion={reducedMotion}
            onPoint={setPointed}
            onSizes={setFactor}
            onFind={onFind}
            onChange={onChange}
          />
        )}
        {isNarrow && start}
        <Aside state={state} drawn={drawn} metrics={metrics} titles={titles} factor={factor} computing={answer.computing} needsScope={answer.variables === null || failure !== null} onChange={onChange} />
      </div>
      <p class="visually-hidden" role="status">{drawn === null || drawn.network !== data?.network || answer.isStale ? '' : drawn.words}</p>
    </div>
  );
}
