/** What people call the schemes of identifiers. */
export const SCHEME_NAMES: Readonly<Record<string, string>> = {
  doi: 'DOI', arxiv: 'arXiv', openalex: 'OpenAlex', dblp: 'DBLP', acl: 'ACL Anthology', s2: 'Semantic Scholar', pmid: 'PubMed', pmcid: 'PubMed Central', inspire: 'INSPIRE',
  wos: 'Web of Science', scopus: 'Scopus', mag: 'Microsoft Academic', orcid: 'ORCID', researcherid: 'ResearcherID',
};
