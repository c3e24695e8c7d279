/** The files in which a view can be taken along: what reads each, and what it leaves out. */
import { keptKey } from '../api/kept-key.js';
import { useAnswer } from '../api/use-answer.js';
import { Failure, Loading } from '../design/states.js';
import { ExportFormatsDocument, type ExportFormatsQuery } from '../generated/graphql.js';
import { Disclosure } from './disclosure.js';
import { exportAddress, type ExportOffer } from './export-address.js';
import './export-menu.css';
import type { Positions } from './save-file.js';
import { useSaving, type Saving } from './use-saving.js';

type Format = ExportFormatsQuery['exportFormats'][number];

const HEADINGS = { NETWORK: 'The network', DRAWING: 'A picture', PAPERS: 'The papers', TABLE: 'Table' } as const;

export function ExportMenu({ exports }: { readonly exports: readonly ExportOffer[] }) {
  return <Disclosure label="Export">{() => <Offers exports={exports} />}</Disclosure>;
}

function Offers({ exports }: { readonly exports: readonly ExportOffer[] }) {
  const { data, failure, retry } = useAnswer(ExportFormatsDocument, {});
  if (failure) return <Failure message={failure.message} retry={retry} />;
  if (data === null) return <Loading what="the formats" />;
  return (
    <div class="export-formats">
      {exports.map((offer, at) => <Offer key={at} offer={offer} formats={data.exportFormats} />)}
      {exports.some(({ kind }) => kind === 'NETWORK') && <p class="quiet small">A file holds the whole network that the view is of, all years of it, also where the screen shows a part; a drawing holds what the screen shows.</p>}
    </div>
  );
}

function Offer({ offer: { kind, title, params, positions, isWhole = true }, formats }: { readonly offer: ExportOffer; readonly formats: readonly Format[] }) {
  const saving = useSaving();
  if (kind === 'TABLE') {
    const csv = formats.find(({ id }) => id === 'csv');
    return csv === undefined ? null : (
      <section>
        <h2>{title ?? HEADINGS.TABLE}</h2>
        <ul><li><FileLink saving={saving} id={csv.id} address={exportAddress(csv, params, 'nodes')} title="CSV table of authors" positions={null} /> <span class="quiet small">.csv</span><p class="small" role="status">{saving.said}</p><p class="small">Read by {csv.readBy}.</p></li></ul>
      </section>
    );
  }
  return (
    <>
      {(kind === 'NETWORK' ? (['DRAWING', 'NETWORK'] as const) : (['PAPERS'] as const)).map((each) => (
        <section key={each}>
          <h2>{each === kind && title !== undefined ? title : HEADINGS[each]}</h2>
          <ul>
            {formats.filter((format) => format.kind === each).map((format) => (
              <li key={format.id}>
                <FileLink saving={saving} id={format.id} address={exportAddress(format, params)} title={format.title} positions={positions !== undefined && format.holdsPositions && (isWhole || format.kind === 'DRAWING') ? positions : null} />{' '}
                <span class="quiet small">.{format.extensions[0]}</span>
                <p class="small" role="status">{saving.about === format.id ? saving.said : ''}</p>
                <p class="small">Read by {format.readBy}.{format.leavesOut !== null && <span class="quiet"> Changes or leaves out: {format.leavesOut}</span>}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

interface FileLinkProps {
  readonly saving: Saving;
  readonly id: string;
  readonly address: string;
  readonly title: string;
  /** Where the authors are on screen, if the file is to hold that. */
  readonly positions: (() => Positions) | null;
}

/** A link; a button where something must be sent along that an address can't hold: positions, or the reader's key. */
function FileLink({ saving, id, address, title, positions }: FileLinkProps) {
  if (positions === null && keptKey() === null) return <a href={address} download>{title}</a>;
  return <button type="button" class="export-link" disabled={saving.isBusy} onClick={() => saving.save(id, address, positions?.() ?? null)}>{title}</button>;
}
