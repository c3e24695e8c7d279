/** How far authors are from each other: asked for by itself, since large networks take a while. */
import { useAnswer } from '../../api/use-answer.js';
import { Computing } from '../../design/computing.js';
import { count, measure } from '../../design/numbers.js';
import { Failure, Loading } from '../../design/states.js';
import { OverviewDistancesDocument } from '../../generated/graphql.js';
import { FiguresTable } from './figures-table.js';

export function Distances() {
  const { data, failure, retry, computing } = useAnswer(OverviewDistancesDocument, {});
  if (failure) return <Failure message={failure.message} retry={retry} />;
  if (data === null) return <Loading what="distances" />;
  if (data.corpus.graph === null) return <Computing errors={computing} />;
  const { metrics, distanceDistribution: distribution } = data.corpus.graph;
  const largest = Math.max(0, ...(distribution?.distances ?? []).map(({ share }) => share));
  return (
    <section>
      <h2>Distances</h2>
      {computing.length > 0 && <p role="status" class="quiet">{computing[0].message}</p>}
      <div class="overview-columns">
        <FiguresTable caption="Steps from author to author" figures={metrics} />
        {distribution && (
          <table class="overview-distances">
            <caption>Pairs of authors by distance{distribution.method === 'EXACT' ? '' : `, from ${count(distribution.sampledAuthorCount)} authors drawn at random`}</caption>
            <thead><tr><th scope="col" class="number">Steps</th><th scope="col" class="number">Pairs</th><th scope="col">Share</th></tr></thead>
            <tbody>
              {distribution.distances.map(({ distance, pairCount, share }) => (
                <tr key={distance}>
                  <td class="number">{distance}</td>
                  <td class="number">{count(pairCount)}</td>
                  <td><meter min={0} max={largest} value={share} aria-hidden="true" /> {measure(100 * share, 3)} %</td>
                </tr>
              ))}
              <tr>
                <th scope="row">not connected</th>
                <td class="number">{count(distribution.unreachablePairCount)}</td>
                <td>{distribution.pairCount === 0 ? '–' : `${measure((100 * distribution.unreachablePairCount) / distribution.pairCount, 3)} %`}</td>
              </tr>
            </tbody>
          </table>
        )}
      </div>
    </section>
  );
}
