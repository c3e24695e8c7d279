/**
 * The explorer panel: the schema as a tree with a box for each field and argument, ticked where the query asks for it.
 * Our own: GraphiQL's plugin (graphiql-explorer of 2019) draws its boxes where no keyboard reaches them, can't edit
 * lists, which most arguments here are, and logs an error for each.
 */
import { pick, useGraphiQL, useOperationsEditorState, type GraphiQLPlugin } from '@graphiql/react';
import {
  getNamedType, isAbstractType, isInterfaceType, isObjectType, Kind, parse, print,
  type DocumentNode, type FieldNode, type GraphQLArgument, type GraphQLNamedType, type GraphQLSchema, type OperationDefinitionNode,
} from 'graphql';
import { useState } from 'react';
import { newBranch, newField, selectedAt, toggled, withArgument, type Path, withOperation } from './query-edit.js';

interface TreeProps {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly onEdit: (operation: OperationDefinitionNode) => void;
}

function Argument({ operation, onEdit, path, argument, node }: Omit<TreeProps, 'schema'> & { readonly path: Path; readonly argument: GraphQLArgument; readonly node: FieldNode }) {
  const given = node.arguments?.find(({ name }) => name.value === argument.name);
  const written = given === undefined ? '' : print(given.value);
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState('');

  function set(text: string | null): void {
    try {
      onEdit(withArgument(operation, path, argument, text));
      setProblem('');
      setTyped(null);
    } catch {
      setProblem(`This is no value of ${String(argument.type)}.`);
    }
  }

  return (
    <li>
      <label className="fields-row fields-argument" title={argument.description ?? ''}>
        <input type="checkbox" checked={given !== undefined} onChange={() => set(given === undefined ? '' : null)} />
        {argument.name} <span className="fields-type">{String(argument.type)}</span>
      </label>
      {given !== undefined && <input className="fields-value" type="text" aria-label={`Value of ${argument.name}`} aria-invalid={problem !== ''} value={typed ?? written} onChange={({ target }) => setTyped(target.value)} onBlur={() => typed !== null && set(typed)} onKeyDown={({ key }) => key === 'Enter' && typed !== null && set(typed)} />}
      {problem !== '' && <p role="alert">{problem}</p>}
    </li>
  );
}

function Fields({ type, path, ...tree }: TreeProps & { readonly type: GraphQLNamedType; readonly path: Path }) {
  const { schema, operation, onEdit } = tree;
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const kinds = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  return (
    <ul>
      {fields.map((field) => {
        const here: Path = [...path, { kind: 'field', name: field.name }];
        const node = selectedAt(operation, here);
        return (
          <li key={field.name}>
            <label className="fields-row" title={field.description ?? ''}>
              <input type="checkbox" checked={node !== null} onChange={() => onEdit(toggled(operation, here, newField(field)))} />
              {field.name}
            </label>
            {node?.kind === Kind.FIELD && (
              <>
                {field.args.length > 0 && <ul>{field.args.map((argument) => <Argument key={argument.name} operation={operation} onEdit={onEdit} path={here} argument={argument} node={node} />)}</ul>}
                {node.selectionSet && <Fields {...tree} type={getNamedType(field.type)} path={here} />}
              </>
            )}
          </li>
        );
      })}
      {kinds.map((kind) => {
        const here: Path = [...path, { kind: 'type', name: kind.name }];
        const isChosen = selectedAt(operation, here) !== null;
        return (
          <li key={kind.name}>
            <label className="fields-row"><input type="checkbox" checked={isChosen} onChange={() => onEdit(toggled(operation, here, newBranch(kind)))} />… on {kind.name}</label>
            {isChosen && <Fields {...tree} type={kind} path={here} />}
          </li>
        );
      })}
    </ul>
  );
}

const EMPTY: OperationDefinitionNode = { kind: Kind.OPERATION_DEFINITION, operation: 'query' as OperationDefinitionNode['operation'], selectionSet: { kind: Kind.SELECTION_SET, selections: [] } };

/** The document, or a sentence why there is none; an empty one for an empty text. */
function documentOf(text: string): DocumentNode | string {
  try {
    return parse(text, { noLocation: true });
  } catch (error) {
    return /[^\s,]/.test(text.replaceAll(/#.*/g, '')) ? (error as Error).message : { kind: Kind.DOCUMENT, definitions: [EMPTY] };
  }
}

function FieldExplorer() {
  const { schema, operationName } = useGraphiQL(pick('schema', 'operationName'));
  const [text, setText] = useOperationsEditorState();
  const document = documentOf(text);
  const operations = typeof document === 'string' ? [] : document.definitions.flatMap((definition, index) => (definition.kind === Kind.OPERATION_DEFINITION ? [{ definition, index }] : []));
  const open = operations.find(({ definition }) => definition.name?.value === operationName) ?? operations.at(0);
  const root = open && schema?.getRootType(open.definition.operation);
  return (
    <section className="fields" aria-label="Fields">
      <h2>Fields</h2>
      {typeof document === 'string' ? <p>The query can’t be read: {document}</p> : schema === undefined || schema === null ? <p>The schema is not here yet.</p> : !open || !root ? <p>There is no operation in this query.</p> : (
        <>
          <p>Tick what {open.definition.name ? `“${open.definition.name.value}”` : 'the query'} is to ask for. Comments in it are lost.</p>
          <Fields schema={schema} operation={open.definition} type={root} path={[]} onEdit={(operation) => setText(operation.selectionSet.selections.length === 0 ? '' : withOperation(document, open.index, operation))} />
        </>
      )}
    </section>
  );
}

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <path d="M4 4v14h6M4 10h6" />
      <rect x="13" y="7" width="6" height="6" rx="1" />
      <path d="m13.5 18 1.5 1.5 3.5-3.5" />
    </svg>
  );
}

export const FIELD_EXPLORER: GraphiQLPlugin = { title: 'Field Explorer', icon: Icon, content: FieldExplorer };
