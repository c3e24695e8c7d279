/** The services by name, as the command line spells them. */
export const SERVICE_IDS = ['openalex', 'semanticscholar', 'crossref', 'arxiv', 'dblp', 'orcid'] as const;
