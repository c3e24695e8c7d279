/** The parts of an author's page below its head, each with its own question, asked when it comes near. */
import { counted } from '../../design/numbers.js';
import { Section } from '../../design/section.js';
import type { AuthorPageQueryVariables } from '../../generated/graphql.js';
import type { PageAuthor } from './author-page.js';
import type { AuthorView } from './author-state.js';
import { CollaboratorsSection } from './collaborators-section.js';
import { DuplicatesSection } from './duplicates-section.js';
import { GraphForm } from './graph-form.js';
import { MetricsSection } from './metrics-section.js';
import { PapersSection } from './papers-section.js';
import { SuggestionsSection } from './suggestions-section.js';

export interface GivenAuthor {
  readonly variables: AuthorPageQueryVariables;
  readonly author: PageAuthor;
}

export interface SectionProps {
  readonly author: PageAuthor;
  readonly view: AuthorView;
  /** The page's answer, which holds the first page of some lists. */
  readonly given: GivenAuthor;
}

export function AuthorSections(props: SectionProps) {
  const { author } = props;
  return (
    <>
      <nav class="author-nav" aria-label="On this page">
        <ul>
          <li><a href="#papers">Papers</a></li>
          <li><a href="#collaborators">Collaborators</a></li>
          <li><a href="#metrics">Metrics</a></li>
          <li><a href="#suggested">Who to work with next</a></li>
          <li><a href="#duplicates">Possible duplicates</a></li>
        </ul>
      </nav>
      <Section id="papers" title="Papers" aside={counted(author.paperCount, 'paper')} isFirst>{() => <PapersSection {...props} />}</Section>
      <Section id="collaborators" title="Collaborators" isFirst>{() => <CollaboratorsSection {...props} />}</Section>
      <Section id="metrics" title="Metrics">{() => <><GraphForm view={props.view} /><MetricsSection {...props} /></>}</Section>
      <Section id="suggested" title="Who to work with next" aside="no joint paper yet">{() => <SuggestionsSection {...props} />}</Section>
      <Section id="duplicates" title="Possible duplicates" aside="perhaps the same person under another name">{() => <DuplicatesSection {...props} />}</Section>
    </>
  );
}
