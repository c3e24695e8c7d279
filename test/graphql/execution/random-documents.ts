/** Random documents over a schema, with variables to match: most valid, many asking for what is refused. */
import {
  getNamedType, isAbstractType, isEnumType, isInputObjectType, isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType,
  type GraphQLArgument, type GraphQLInputType, type GraphQLNamedType, type GraphQLObjectType, type GraphQLSchema,
} from 'graphql';

export interface RandomQuestion {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const MAX_DEPTH = 5;
const TEXTS = ['Ann Alpha', 'a', '', 'Journal of Çedillas', 'LG', '"\\\u2028', '__proto__', 'doi:10.1234/alpha'];
const NUMBERS = [0, 1, 2, 3, 10, 2015, 2018, -1, 201];

/**
 * @param tape numbers that decide each choice, taken in a ring
 * @param ids what most ids are taken from, and some texts
 */
export function randomQuestion(schema: GraphQLSchema, tape: readonly number[], ids: readonly string[], kind: 'query' | 'mutation' = 'query'): RandomQuestion {
  return new RandomDocument(schema, tape, ids).question(kind);
}

class RandomDocument {
  readonly #definitions: string[] = [];
  readonly #fragments: string[] = [];
  readonly #variables: Record<string, unknown> = {};
  #at = 0;
  #names = 0;

  constructor(
    readonly schema: GraphQLSchema,
    readonly tape: readonly number[],
    readonly ids: readonly string[],
  ) {}

  question(kind: 'query' | 'mutation'): RandomQuestion {
    const set = this.#set((kind === 'query' ? this.schema.getQueryType() : this.schema.getMutationType()) as GraphQLObjectType, 0);
    const variables = this.#definitions.length > 0 ? `(${this.#definitions.join(', ')})` : '';
    return { query: `${kind} Random${variables} ${set}\n${this.#fragments.join('\n')}`, variables: this.#variables };
  }

  #below(n: number): number {
    const value = this.tape[this.#at % this.tape.length] ?? 0;
    this.#at += 1;
    // The ring is turned a little each time round.
    return (value + Math.floor(this.#at / this.tape.length)) % n;
  }

  #chance(percent: number): boolean {
    return this.#below(100) < percent;
  }

  #pick<T>(of: readonly T[]): T {
    return of[this.#below(of.length)];
  }

  #name(kind: string): string {
    this.#names += 1;
    return `${kind}${this.#names}`;
  }

  #set(type: GraphQLNamedType, depth: number): string {
    const selections: string[] = [];
    const wanted = 1 + this.#below(depth === 0 ? 2 : 4);
    for (let i = 0; i < wanted; i++) selections.push(this.#selection(type, depth));
    return `{ ${selections.join(' ')} }`;
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    if (isAbstractType(type) && this.#chance(60)) return this.#fragment(this.#pick(this.schema.getPossibleTypes(type)), depth);
    if (isObjectType(type) && this.#chance(12)) return this.#fragment(this.#pick([type, ...type.getInterfaces()]), depth);
    if (!(isObjectType(type) || isInterfaceType(type)) || this.#chance(8)) return `${this.#chance(30) ? `${this.#name('t')}: ` : ''}__typename`;
    const fields = Object.values(type.getFields()).filter((field) => depth < MAX_DEPTH || isLeafType(getNamedType(field.type)));
    if (fields.length === 0) return '__typename';
    const field = this.#pick(fields);
    const given = field.args.filter((argument) => (isNonNullType(argument.type) && argument.defaultValue === undefined) || this.#chance(25)).map((argument) => this.#argument(argument));
    const named = getNamedType(field.type);
    // Without an alias, two of a name are merged, where their arguments are alike.
    const alias = field.args.length > 0 || this.#chance(15) ? `${this.#name('a')}: ` : '';
    const set = isLeafType(named) ? '' : ` ${this.#set(named, depth + 1)}`;
    return `${alias}${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${this.#directives()}${set}`;
  }

  #fragment(type: GraphQLNamedType, depth: number): string {
    const directives = this.#directives();
    if (this.#chance(50)) return `... on ${type.name}${directives} ${this.#set(type, depth)}`;
    const name = this.#name('F');
    this.#fragments.push(`fragment ${name} on ${type.name} ${this.#set(type, depth)}`);
    return `...${name}${directives}${this.#chance(20) ? ` ...${name}` : ''}`;
  }

  #directives(): string {
    if (!this.#chance(12)) return '';
    const name = this.#pick(['skip', 'include']);
    if (this.#chance(50)) return ` @${name}(if: ${this.#chance(50)})`;
    const variable = this.#name('v');
    this.#definitions.push(`$${variable}: Boolean${this.#chance(50) ? '!' : ' = true'}`);
    if (!this.#chance(10)) this.#variables[variable] = this.#chance(50);
    return ` @${name}(if: $${variable})`;
  }

  #argument({ name, type }: Pick<GraphQLArgument, 'name' | 'type'>): string {
    if (!this.#chance(40)) return `${name}: ${this.#literal(type, 0)}`;
    const variable = this.#name('v');
    const fallback = !isNonNullType(type) && this.#chance(20) ? ` = ${this.#literal(type, 1)}` : '';
    this.#definitions.push(`$${variable}: ${String(type)}${fallback}`);
    if (this.#chance(85)) this.#variables[variable] = this.#chance(4) ? this.#pick([null, {}, [], 'x', 1.5, true]) : this.#json(type, 0);
    return `${name}: $${variable}`;
  }

  #json(type: GraphQLInputType, depth: number): unknown {
    if (isNonNullType(type)) return this.#json(type.ofType, depth);
    if (this.#chance(5)) return null;
    if (isListType(type)) return this.#chance(10) ? this.#json(type.ofType, depth + 1) : Array.from({ length: this.#below(3) }, () => this.#json(type.ofType, depth + 1));
    if (isEnumType(type)) return this.#pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || (depth < 3 && this.#chance(25)));
      return Object.fromEntries(fields.map((field) => [field.name, this.#json(field.type, depth + 1)]));
    }
    switch (type.name) {
      case 'Int':
        return this.#pick(NUMBERS);
      case 'Float':
        return this.#pick([0, 0.5, 1, 3, -2]);
      case 'Boolean':
        return this.#chance(50);
      default:
        return this.#chance(type.name === 'ID' ? 85 : 25) ? this.#pick(this.ids) : this.#pick(TEXTS);
    }
  }

  /** A literal; inside objects and lists some are variables. */
  #literal(type: GraphQLInputType, depth: number): string {
    const nullable = isNonNullType(type) ? type.ofType : type;
    if (!isNonNullType(type) && this.#chance(5)) return 'null';
    if (isListType(nullable)) return this.#chance(10) ? this.#literal(nullable.ofType, depth + 1) : `[${Array.from({ length: this.#below(3) }, () => this.#literal(nullable.ofType, depth + 1)).join(', ')}]`;
    if (!isInputObjectType(nullable)) {
      const value = this.#json(nullable, depth);
      return isEnumType(nullable) ? String(value) : JSON.stringify(value);
    }
    const fields = Object.values(nullable.getFields()).filter((field) => isNonNullType(field.type) || (depth < 3 && this.#chance(25)));
    return `{ ${fields.map((field) => (this.#chance(15) ? this.#argument({ name: field.name, type: field.type }) : `${field.name}: ${this.#literal(field.type, depth + 1)}`)).join(', ')} }`;
  }
}
