/** Examples about the corpus, the service and the schema itself. */
import { type Example, type ExampleGroup, literal } from './example.js';

const CORPUS: Example = {
  name: 'Corpus',
  title: 'What the corpus holds',
  about: 'Counts, the vocabularies that filters accept, and the snapshot to which every answer belongs.',
  operation: () => `
query Corpus {
  corpus {
    snapshot { id builtAt formatVersion product }
    paperCount
    authorCount
    authorshipCount
    collaborationCount
    componentCount
    largestComponent
    identityMode
    versionMode
    groupMode
    types { groups { key count } unknownCount }
    venues(limit: 10) { groups { key count } groupCount }
    fields(limit: 10) { groups { key count } groupCount }
  }
}`,
};

const SOURCES: Example = {
  name: 'SourcesAndProblems',
  title: 'Sources and import problems',
  about: 'Which files the corpus was made of, and what could not be taken as it stood.',
  operation: ({ problemKind }) => `
query SourcesAndProblems {
  corpus {
    recordCount
    incompleteAuthorListCount
    sources(first: 10) {
      totalCount
      edges {
        node {
          file
          format
          importedAt
          sha256
          completed
          bytes
          paperCount
          personCount
          problemCount
        }
      }
    }
    problemKinds { key displayName count }
    problems(first: 10${problemKind === null ? '' : `, kind: ${literal(problemKind)}`}) {
      totalCount
      edges {
        node { kind file line record field value reason recordDropped }
      }
    }
  }
}`,
};

const LEDGER: Example = {
  name: 'Ledger',
  title: 'The curator’s ledger',
  about: 'What curators said about who is who, in force or taken back, and what each statement changed.',
  operation: () => `
query Ledger {
  ledger(first: 10) {
    totalCount
    edges {
      node {
        addedAt
        revokedAt
        entry { id op names who when why source { file } }
        effects {
          authorsBefore
          authorsAfter
          before { displayName paperCount betweennessRank }
          after { displayName paperCount betweennessRank was }
          notes
        }
      }
    }
  }
}`,
};

const EXPORTS: Example = {
  name: 'ExportFormats',
  title: 'Formats to carry it off in',
  about: 'Every format that the service writes networks, drawings and papers in, and what reads it: files are at /export/network.gexf and the like.',
  operation: () => `
query ExportFormats {
  exportFormats {
    id
    title
    kind
    extensions
    mediaType
    parts
    readBy
    leavesOut
    holdsPositions
  }
}`,
};

const LIMITS: Example = {
  name: 'Limits',
  title: 'Limits of the service',
  about: 'The limits that queries are held to, every code that an error can have, and who you are to this server: what your key may, and what is left of your budget. What a query costs stands in the extensions of its answer.',
  operation: () => `
query Limits {
  corpus {
    service {
      maxPageSize
      defaultPageSize
      maxDepth
      maxTokens
      maxAliases
      maxCost
      maxBodyBytes
      maxNetworkNodes
      errorCodes
    }
  }
  caller {
    kind
    name
    role
    address
    budget { limit used remaining resetAt windowSeconds }
  }
}`,
};

const INTROSPECTION: Example = {
  name: 'Introspection',
  title: 'The schema about itself',
  about: 'Every field that a query can begin with, as the schema describes it.',
  operation: () => `
query Introspection {
  __schema {
    description
    queryType {
      fields {
        name
        description
        args { name description defaultValue }
      }
    }
  }
  __type(name: "Author") {
    fields { name description type { name kind } }
  }
}`,
};

export const HOLDINGS: ExampleGroup = { title: 'The corpus and the service', examples: [CORPUS, SOURCES, LEDGER, EXPORTS, LIMITS, INTROSPECTION] };
