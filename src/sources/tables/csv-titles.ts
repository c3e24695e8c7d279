/**
 * Usual titles of a table's columns in English, French, German, Spanish, Italian and Portuguese, as they are compared
 * (csv-columns.ts: lower case, letters and digits alone, without accents; so `Auteur(s)` is `auteurs`). Of each field the
 * most telling first.
 */

/** Titles of a column that holds one author; with a number behind it, one of several such columns. */
export const AUTHOR_TITLES: ReadonlySet<string> = new Set(['author', 'authorname', 'creator', 'auteur', 'nomauteur', 'autor', 'verfasser', 'autore', 'coauthor', 'coauteur', 'coautor', 'coautore']);

/** Fields that a column can hold, and the usual titles of such columns. */
export const COLUMN_TITLES = {
  title: [
    'title', 'papertitle', 'articletitle', 'titleofarticle', 'titleofpaper', 'titleofthearticle', 'titleofthepaper', 'documenttitle', 'publicationtitle', 'worktitle', 'fulltitle',
    'titre', 'titres', 'titredelarticle', 'titrearticle', 'titredudocument', 'titredelapublication', 'titrepublication', 'titredelouvrage', 'titrecomplet', 'intitule', 'intituledelarticle',
    'titel', 'titeldesartikels', 'artikeltitel', 'titelderpublikation', 'publikationstitel', 'titelderveroffentlichung', 'aufsatztitel', 'beitragstitel', 'werktitel',
    'titulo', 'titulos', 'titulodelarticulo', 'titulodelapublicacion', 'titulodeltrabajo', 'titulodeldocumento', 'tituloarticulo',
    'titolo', 'titoli', 'titolodellarticolo', 'titoloarticolo', 'titolodellapubblicazione', 'titolopubblicazione',
    'titulodoartigo', 'titulodapublicacao', 'titulodotrabalho', 'titulodaobra', 'tituloartigo',
  ],
  authors: [
    'authors', 'author', 'authorlist', 'listofauthors', 'authornames', 'authorname', 'authorsnames', 'authorfullnames', 'creator', 'creators',
    'auteurs', 'auteur', 'nomauteur', 'nomdesauteurs', 'nomsdesauteurs', 'nomsauteurs', 'listedesauteurs', 'auteures', 'auteurices', 'auteursetautrices',
    'autoren', 'autor', 'autorinnen', 'autorin', 'autorenundautorinnen', 'autorinnenundautoren', 'verfasser', 'verfasserin', 'verfasserinnen', 'urheber',
    'autores', 'autoras', 'autoresas', 'autoresyautoras', 'nombredelosautores', 'listadeautores', 'nomedosautores',
    'autori', 'autore', 'autorei', 'autoreautori', 'nomedegliautori', 'elencoautori',
  ],
  year: [
    'year', 'publicationyear', 'yearofpublication', 'pubyear', 'yearpublished', 'py',
    'annee', 'annees', 'anneedepublication', 'anneepublication', 'anneedeparution', 'anneeparution', 'anneededition',
    'jahr', 'erscheinungsjahr', 'publikationsjahr', 'jahrderveroffentlichung', 'veroffentlichungsjahr',
    'ano', 'anodepublicacion', 'anopublicacion', 'anodepublicacao', 'anopublicacao', 'anodapublicacao', 'anno', 'annodipubblicazione', 'annopubblicazione', 'annodiedizione',
  ],
  date: [
    'date', 'publicationdate', 'dateofpublication', 'pubdate', 'published', 'datepublished', 'releasedate', 'datedepublication', 'datepublication', 'datedeparution',
    'datum', 'erscheinungsdatum', 'publikationsdatum', 'veroffentlichungsdatum', 'fecha', 'fechadepublicacion', 'data', 'datadipubblicazione', 'datapubblicazione', 'datadepublicacao', 'datadapublicacao',
  ],
  venue: [
    'venue', 'journal', 'source', 'sourcetitle', 'journaltitle', 'journalname', 'nameofjournal', 'nameofthejournal', 'publication', 'publicationname', 'booktitle', 'conference', 'conferencename', 'containertitle',
    'revue', 'nomdelarevue', 'nomrevue', 'titredelarevue', 'titrerevue', 'revuejournal', 'nomdujournal', 'titredujournal', 'periodique', 'nomdelaconference', 'titredulivre',
    'zeitschrift', 'zeitschriftentitel', 'titelderzeitschrift', 'namederzeitschrift', 'konferenz', 'tagung', 'buchtitel',
    'revista', 'nombredelarevista', 'titulodelarevista', 'nomedarevista', 'titulodarevista', 'periodico', 'conferencia', 'congreso', 'congresso',
    'rivista', 'nomedellarivista', 'titolodellarivista', 'titolorivista', 'nomerivista', 'conferenza', 'convegno',
  ],
  abstract: ['abstract', 'summary', 'abstractnote', 'resume', 'resumes', 'resumedelarticle', 'zusammenfassung', 'kurzfassung', 'resumen', 'riassunto', 'sommario', 'resumo'],
  type: [
    'type', 'documenttype', 'publicationtype', 'itemtype', 'worktype', 'typededocument', 'typededocuments', 'typedocument', 'typedepublication', 'dokumenttyp', 'publikationstyp', 'dokumentart',
    'tipo', 'tipodedocumento', 'tipodepublicacion', 'tipodipubblicazione', 'tipodidocumento', 'tipodepublicacao',
  ],
  fields: ['fields', 'field', 'fieldsofstudy', 'fieldofstudy', 'researchareas', 'subjects', 'subject', 'topics', 'disciplines', 'discipline', 'domaine', 'domaines', 'fachgebiet', 'fachgebiete', 'disciplina', 'disciplinas', 'areasdeestudio', 'areadestudio'],
  citations: [
    'citations', 'citationcount', 'citedby', 'citedbycount', 'timescited', 'numberofcitations', 'cites', 'nombredecitations', 'nbcitations', 'nbdecitations', 'zitationen', 'zitierungen', 'anzahlzitationen', 'anzahlderzitationen',
    'citas', 'numerodecitas', 'citazioni', 'numerodicitazioni', 'numerocitazioni', 'citacoes', 'numerodecitacoes',
  ],
  doi: ['doi', 'doinumber', 'doiurl', 'doilink', 'numerodoi'],
  arxiv: ['arxiv', 'arxivid'],
  pmid: ['pmid', 'pubmedid'],
  pmcid: ['pmcid'],
  openalex: ['openalex', 'openalexid'],
  s2: ['s2', 's2id', 'semanticscholarid', 's2paperid'],
  wos: ['wos', 'wosid', 'utuniquewosid'],
  scopus: ['scopus', 'scopusid', 'eid'],
  url: ['url', 'link', 'website', 'landingpage', 'lien', 'adresse', 'enlace', 'collegamento'],
  pdf: ['pdf', 'pdfurl', 'pdflink', 'lienpdf'],
  code: ['code', 'codeurl', 'repository', 'github'],
  orcids: ['orcids', 'orcid', 'authororcids'],
  affiliations: ['affiliations', 'affiliation', 'authoraffiliations', 'institutions', 'institution', 'affiliationsdesauteurs', 'affiliationen', 'zugehorigkeit', 'afiliacion', 'afiliaciones', 'affiliazione', 'affiliazioni', 'afiliacao', 'afiliacoes'],
  id: ['id', 'key', 'citationkey', 'citekey', 'bibtexkey', 'recordid', 'identifiant', 'cle'],
} as const satisfies Record<string, readonly string[]>;
