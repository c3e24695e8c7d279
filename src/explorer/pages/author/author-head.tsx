/** Who it is: names, ids, places, fields; the figures; and the surroundings as a small picture. */
import { OutLink } from '../../design/out-link.js';
import { count, counted, years } from '../../design/numbers.js';
import { OnDemand } from '../../design/section.js';
import type { PageAuthor } from './author-page.js';
import type { AuthorView } from './author-state.js';
import { EgoPicture } from './ego-picture.js';
import { FiguresPanel } from './figures-panel.js';
import { IdentityLine } from './identity-line.js';
import { SCHEME_NAMES } from '../../design/scheme-names.js';

const PLACES_SHOWN = 2;

function Places({ affiliations }: Pick<PageAuthor, 'affiliations'>) {
  if (affiliations.length === 0) return null;
  const place = ({ name, ror, countryCode }: PageAuthor['affiliations'][number]) => (
    <>
      {ror === null ? <bdi lang="">{name}</bdi> : <OutLink href={`https://ror.org/${ror}`}><bdi lang="">{name}</bdi></OutLink>}
      {countryCode !== null && <span class="quiet">, {countryCode}</span>}
    </>
  );
  return (
    <>
      {affiliations.slice(0, PLACES_SHOWN).map((each) => <p key={each.name} class="author-place">{place(each)}</p>)}
      {affiliations.length > PLACES_SHOWN && (
        <OnDemand summary={counted(affiliations.length - PLACES_SHOWN, 'more affiliation')}>
          {() => <ul>{affiliations.slice(PLACES_SHOWN).map((each) => <li key={each.name}>{place(each)}</li>)}</ul>}
        </OnDemand>
      )}
    </>
  );
}

/** Fields that sources state for the person, and those of the papers. */
function Fields({ author: { reportedFields, topFields }, view }: { readonly author: PageAuthor; readonly view: AuthorView }) {
  const { groups, groupCount } = topFields;
  if (reportedFields.length === 0 && groups.length === 0) return null;
  return (
    <dl class="author-facts">
      {groups.length > 0 && (
        <>
          <dt>Fields of the papers</dt>
          <dd>
            <ul class="author-chips">
              {groups.map(({ key, displayName, count: papers }) => (
                <li key={key}>
                  <button type="button" aria-pressed={view.state.field === key} title={`Show the ${counted(papers, 'paper')} of ${displayName}`} onClick={() => view.change({ field: view.state.field === key ? '' : key })}>
                    <bdi lang="">{displayName}</bdi> <span class="quiet">{count(papers)}</span>
                  </button>
                </li>
              ))}
              {groupCount > groups.length && <li class="quiet small">and {count(groupCount - groups.length)} more</li>}
            </ul>
          </dd>
        </>
      )}
      {reportedFields.length > 0 && <><dt>Fields as reported</dt><dd><bdi lang="">{reportedFields.join(', ')}</bdi></dd></>}
    </dl>
  );
}

function Names({ author: { nameVariants, displayName } }: { readonly author: PageAuthor }) {
  const others = nameVariants.filter(({ name }) => name !== displayName);
  if (others.length === 0) return null;
  const own = nameVariants.find(({ name }) => name === displayName);
  return (
    <OnDemand summary={counted(others.length, 'other spelling', 'other spellings')}>
      {() => (
        <ul>
          {[...(own ? [own] : []), ...others].map(({ name, count: mentions }) => (
            <li key={name}><bdi lang="">{name}</bdi> <span class="quiet">{mentions === 0 ? 'in a person record or the ledger alone' : `on ${counted(mentions, 'paper')}`}</span></li>
          ))}
        </ul>
      )}
    </OnDemand>
  );
}

function Ids({ externalIds }: Pick<PageAuthor, 'externalIds'>) {
  if (externalIds.length === 0) return null;
  return (
    <ul class="author-ids small">
      {externalIds.map(({ scheme, value, url }) => (
        <li key={`${scheme}:${value}`}>{SCHEME_NAMES[scheme] ?? scheme} {url === null ? value : <OutLink href={url}>{value}</OutLink>}</li>
      ))}
    </ul>
  );
}

/** See the head of the file. */
export function AuthorHead({ author, view }: { readonly author: PageAuthor; readonly view: AuthorView }) {
  const { paperCount, firstYear, lastYear, collaborators, kind } = author;
  const span = years(firstYear, lastYear);
  return (
    <header class="author-head">
      <div class="author-who">
        {kind === 'GROUP' && <p>A collaboration or corporate author, counted as an author in this corpus.</p>}
        <Places affiliations={author.affiliations} />
        <p class="author-summary">
          {counted(paperCount, 'paper')}{paperCount > 0 && (firstYear === null ? ', of unknown years' : `, ${span}`)}
          {collaborators !== null && <>{' · '}{counted(collaborators.totalCount, 'collaborator')}{view.state.collaborator !== '' && ' matching the filter'}</>}
        </p>
        <Ids externalIds={author.externalIds} />
        <Names author={author} />
        <IdentityLine author={author} />
        <Fields author={author} view={view} />
      </div>
      <EgoPicture author={author} view={view} />
      <FiguresPanel author={author} />
    </header>
  );
}
