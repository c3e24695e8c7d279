// The schema's lint. TypeScript is oxlint's business.
import { configs, parser, rules } from '@graphql-eslint/eslint-plugin';

const recommended = configs['flat/schema-recommended'].rules;
const SCHEMA = 'schema/**/*.graphql';

export default [
  { ignores: ['**/*', '!schema', '!schema/**'] },
  {
    files: [SCHEMA],
    plugins: { '@graphql-eslint': { rules } },
    languageOptions: { parser, parserOptions: { graphQLConfig: { schema: SCHEMA } } },
    rules: {
      ...recommended,
      ...configs['flat/schema-relay'].rules,
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          DirectiveDefinition: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
        },
      ],
      '@graphql-eslint/naming-convention': [
        'error',
        {
          ...recommended['@graphql-eslint/naming-convention'][1],
          // The connectives of filters are spelled as every such API spells them.
          InputValueDefinition: { style: 'camelCase', ignorePattern: '^(?:AND|OR|NOT)$' },
        },
      ],
      // Search results are walked forwards only.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      // One line or many, as the length asks.
      '@graphql-eslint/description-style': 'off',
      // What is found may be of several types, and a fact may be a list.
      '@graphql-eslint/relay-edge-types': [
        'error',
        { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
      ],
      // Edges, values with their method and facets are facts without an identity of their own.
      '@graphql-eslint/strict-id-in-types': 'off',
      '@graphql-eslint/require-nullable-fields-with-oneof': 'error',
    },
  },
];
