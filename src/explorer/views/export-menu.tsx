/** The files in which a view can be taken along: what reads each, and what it leaves out. */
import { useAnswer } from '../api/use-answer.js';
import { Failure, Loading } from '../design/states.js';
import { ExportFormatsDocument } from '../generated/graphql.js';
import { Disclosure } from './disclosure.js';
import { exportAddress } from './export-address.js';
import './export-menu.css';
import type { Positions } from './save-file.js';
import { useSaving } from './use-saving.js';

/** What the download endpoint is to write: its kind, and its parameters as they stand in the view's address. */
export interface Exports {
  readonly kind: 'NETWORK' | 'PAPERS';
  readonly params: URLSearchParams;
  /** Where the screen has each author now, by id, for pictures that the server would lay out otherwise; undefined where it would do the same. */
  readonly positions?: (() => Positions) | undefined;
}

const HEADINGS = { NETWORK: 'Network', DRAWING: 'Drawing', PAPERS: 'Papers' } as const;

export function ExportMenu({ exports }: { readonly exports: Exports }) {
  return <Disclosure label="Export">{() => <Formats {...exports} />}</Disclosure>;
}

function Formats({ kind, params, positions }: Exports) {
  const saving = useSaving();
  const { data, failure, retry } = useAnswer(ExportFormatsDocument, {});
  if (failure) return <Failure message={failure.message} retry={retry} />;
  if (data === null) return <Loading what="the formats" />;
  const kinds = kind === 'NETWORK' ? (['NETWORK', 'DRAWING', 'PAPERS'] as const) : (['PAPERS'] as const);
  return (
    <div class="export-formats">
      {kinds.map((each) => (
        <section key={each}>
          <h2>{HEADINGS[each]}</h2>
          <ul>
            {data.exportFormats.filter((format) => format.kind === each).map((format) => (
              <li key={format.id}>
                {positions !== undefined && format.holdsPositions
                  ? <button type="button" class="export-link" disabled={saving.isBusy} onClick={() => saving.save(format.id, exportAddress(format, params), positions())}>{format.title}</button>
                  : <a href={exportAddress(format, params)} download>{format.title}</a>}{' '}
                <span class="quiet small">.{format.extensions[0]}</span>
                <p class="small" role="status">{saving.about === format.id ? saving.said : ''}</p>
                <p class="small">Read by {format.readBy}.{format.leavesOut !== null && <span class="quiet"> Changes or leaves out: {format.leavesOut}</span>}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p class="quiet small">Files hold all that the view’s address asks for, also where the screen shows a part of it; a drawing holds what the screen shows.</p>
    </div>
  );
}
