import { describe, expect, it } from 'vitest';
import { inOrder, nextOrder, tableOrder } from '../../../src/explorer/design/table-order.js';

describe('the order of a table', () => {
  const param = tableOrder(['NAME', 'PAPER_COUNT'], { column: 'PAPER_COUNT', direction: 'DESC' });

  it('stands in the address', () => {
    expect(param.format({ column: 'NAME', direction: 'ASC' })).toBe('NAME.ASC');
    expect(param.parse('NAME.ASC')).toEqual({ column: 'NAME', direction: 'ASC' });
  });

  it.each(['NAME', 'NAME.UP', 'YEAR.ASC', '.ASC', 'NAME.ASC.ASC', ''])('is not made of "%s"', (text) => {
    expect(param.parse(text)).toBeUndefined();
  });

  it('turns at the second click, and begins anew at another column', () => {
    const byName = nextOrder({ column: 'PAPER_COUNT', direction: 'DESC' }, 'NAME', 'ASC');
    expect(byName).toEqual({ column: 'NAME', direction: 'ASC' });
    expect(nextOrder(byName, 'NAME', 'ASC')).toEqual({ column: 'NAME', direction: 'DESC' });
    expect(nextOrder(byName, 'PAPER_COUNT', 'DESC')).toEqual({ column: 'PAPER_COUNT', direction: 'DESC' });
  });

  it('puts what is unknown last either way, and keeps equals as they were', () => {
    const rows = [{ id: 'a', n: 2 }, { id: 'b', n: null }, { id: 'c', n: 10 }, { id: 'd', n: 2 }];
    expect(inOrder(rows, 'ASC', ({ n }) => n).map(({ id }) => id)).toEqual(['a', 'd', 'c', 'b']);
    expect(inOrder(rows, 'DESC', ({ n }) => n).map(({ id }) => id)).toEqual(['c', 'a', 'd', 'b']);
  });

  it('knows no case and no accents in words', () => {
    expect(inOrder(['zebra', 'Éclair', 'apple', 'eclat'], 'ASC', (word) => word)).toEqual(['apple', 'Éclair', 'eclat', 'zebra']);
  });
});
