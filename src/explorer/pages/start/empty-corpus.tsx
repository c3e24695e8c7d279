/** Nothing has been imported yet: how to, in the fewest words. */
export function EmptyCorpus() {
  return (
    <section class="state nothing">
      <h2>Nothing has been imported yet</h2>
      <p>Coterie reads bibliographies: BibTeX, RIS, DBLP, the ACL Anthology, OpenAlex, Crossref, PubMed, arXiv, Web of Science, Scopus and more. Tell it where yours is, in a terminal:</p>
      <pre class="report">npx coterie import my-papers.bib{'\n'}npx coterie import --help</pre>
      <p>This page fills by itself when the import has ended.</p>
    </section>
  );
}
