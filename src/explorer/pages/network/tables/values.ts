/** What the tables' columns order by. */
import type { PairRow, PersonRow } from '../rows.js';
import type { PairsColumn, PeopleColumn } from '../state.js';

/** Of a person; null where unknown. */
export function personValue(person: PersonRow, column: PeopleColumn): number | string | null {
  switch (column) {
    case 'NAME':
      return person.name;
    case 'SIZE':
      return person.size;
    case 'COLOUR':
      return person.colour;
    case 'DEGREE':
      return person.degree;
    case 'COMMUNITY':
      return person.community;
    case 'COMPONENT':
      return person.component;
    case 'FIELD':
      return person.field;
    case 'FIRST_YEAR':
      return person.firstYear;
    case 'LAST_YEAR':
      return person.lastYear;
    default:
      return person.distance;
  }
}

/** Of a collaboration; null where unknown. */
export function pairValue(pair: PairRow, column: PairsColumn): number | string | null {
  switch (column) {
    case 'FIRST':
      return pair.first.name;
    case 'SECOND':
      return pair.second.name;
    case 'PAPERS':
      return pair.paperCount;
    case 'STRENGTH':
      return pair.strength;
    case 'FIRST_YEAR':
      return pair.firstYear;
    default:
      return pair.lastYear;
  }
}
