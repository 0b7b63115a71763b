// A parcel of a customer is opened by scans alone, as the bench answers it.
import { describe, expect, it } from 'vitest';
import { orderIdOf, returnIdOf } from '../ids.test-kit';
import { newReturn } from '../returns/return-table.test-kit';
import { arrival, counter, other } from './bench-return.test-kit';

describe('goods that come back at a bench', () => {
  it('are opened by the code of their return, judged one by one, and as new put into the bin that is proposed', () => {
    const at = counter(arrival());
    expect(at.code('100000014')).toBe('look return-opened');
    expect([at.item('MUG'), at.press('quantity-1')]).toEqual(['look return-judge', 'go return-as-new']);
    expect(at.bin('A-01')).toBe('go return-shelved');
    expect([at.item('MUG'), at.press('quantity-3')]).toEqual(['look return-judge', 'go return-apart']);
    expect(at.press('finish')).toBe('go return-finished');
    expect(at.ops.map(({ type }) => type)).toEqual([
      'return.take',
      'return.shelve',
      'return.take',
      'return.finish',
    ]);
    expect(at.ops[0]).toMatchObject({ body: { returnId: newReturn.returnId, condition: 'as-new' } });
    expect(at.found()).toMatchObject({
      state: 'disposed',
      lines: [{ received: 2, disposals: [{ disposition: 'restock' }, { disposition: 'quarantine' }] }],
    });
    // Ready for the next parcel.
    expect(at.returning()).toMatchObject({ with: null, acts: [] });
  });

  it.each([
    ['the number as it is read out', '1000 0001 6'],
    ['what the carrier calls the parcel', 'QP-77 1234 5678'],
    ['the bars that the carrier wraps around it', '420990QP7712345678X'],
  ])('are found by %s', (_what, text) => {
    const at = counter(arrival({ number: '100000016' }, ['QP7712345678']), other);
    at.press('take-return');
    expect(at.text(text)).toBe('look return-opened');
    expect(at.returning()?.with?.returnId).toBe(newReturn.returnId);
  });

  it('are found by their order, wherever it was packed', () => {
    const at = counter(arrival(), other);
    at.press('take-return');
    expect(at.scan({ kind: 'order-elsewhere', number: '1099', orderId: orderIdOf(2) })).toBe(
      'look return-opened',
    );
    expect(at.returning()).toMatchObject({ orderNumber: '1099', with: { returnId: returnIdOf(2) } });
  });

  it('are found by an item; of several the oldest stands first, and a digit or a code chooses', () => {
    const at = counter(arrival(), other);
    at.press('take-return');
    expect(at.item('MUG')).toBe('look return-choose');
    expect(at.returning()?.choices).toEqual([returnIdOf(2), newReturn.returnId]);
    expect([at.press('quantity-7'), at.press('quantity-2')]).toEqual([
      'look return-choose-first',
      'look return-judge',
    ]);
    expect(at.press('quantity-2')).toBe('go return-apart');
    expect(at.ops.at(-1)).toMatchObject({ body: { returnId: newReturn.returnId, condition: 'opened' } });
    const again = counter(arrival(), other);
    again.press('take-return');
    again.item('MUG');
    expect(again.code('200000028')).toBe('look return-judge');
    expect(again.returning()?.with?.returnId).toBe(returnIdOf(2));
  });

  it('that nobody announced are taken in: of a known order, of a number that is not awaited here, of nobody', () => {
    const at = counter();
    at.press('take-return');
    expect(at.scan({ kind: 'order-elsewhere', number: '7', orderId: orderIdOf(7) })).toBe(
      'look return-unannounced',
    );
    expect([at.item('MUG'), at.press('quantity-1'), at.bin('A-01'), at.press('finish')]).toEqual([
      'look return-judge',
      'go return-as-new',
      'go return-shelved',
      'go return-finished',
    ]);
    const [take, shelve] = at.ops;
    expect(take).toMatchObject({ body: { orderId: orderIdOf(7), number: null } });
    expect(shelve?.body).toMatchObject({ orderId: orderIdOf(7) });
    expect(new Set(at.ops.map(({ body }) => (body as { returnId: string }).returnId)).size).toBe(1);
    expect(at.code('300000032')).toBe('look return-unannounced');
    expect(at.returning()?.with).toMatchObject({ number: '300000032', orderId: null });
    at.press('cancel');
    at.press('take-return');
    expect([at.item('MUG'), at.press('quantity-1')]).toEqual([
      'look return-judge-blind',
      'look return-blind',
    ]);
    // Nobody sells it before the office has looked.
    expect([at.bin('A-01'), at.returning()?.toShelve]).toEqual(['look return-nothing-to-shelve', []]);
  });

  it('more than was asked for, and what the order never had, are taken in and told; the latter is not for sale', () => {
    const at = counter(arrival());
    at.code('100000014');
    at.item('MUG');
    at.item('MUG');
    at.item('MUG');
    expect([at.returning()?.asking?.quantity, at.press('quantity-1')]).toEqual([3, 'look return-extra']);
    expect(at.bin('A-01')).toBe('go return-shelved');
    expect([at.item('BOWL'), at.press('quantity-1')]).toEqual(['look return-judge', 'look return-wrong']);
    expect(at.returning()?.toShelve).toEqual([]);
    expect(at.press('quantity-4')).toBe('look return-not-ours');
    expect(at.ops.at(-1)).toMatchObject({ type: 'return.report', body: { problem: 'not-ours' } });
  });

  it('are not left half done: what is not judged, and what is as new and in no bin, comes first', () => {
    const at = counter(arrival(), other);
    at.code('100000014');
    at.item('MUG');
    expect(at.item('LAMP')).toBe('stop return-judge-first');
    at.press('ok');
    expect(at.press('finish')).toBe('stop return-judge-first');
    at.press('ok');
    expect(at.press('damaged')).toBe('go return-apart');
    at.item('MUG');
    at.press('quantity-1');
    for (const command of ['finish', 'cancel', 'log-out'] as const) {
      expect(at.press(command)).toBe('stop return-shelve-first');
      at.press('ok');
    }
    expect(at.code('200000028')).toBe('stop return-shelve-first');
    at.press('ok');
    expect(at.press('skip')).toBe('look return-left');
    expect(at.press('finish')).toBe('go return-finished');
    expect(at.press('cancel')).toBe('look aside-left');
    expect(at.aside()).toBeNull();
  });

  it('are taken back: the scan before it is judged, then the last judged unit, and never what lies in a bin', () => {
    const at = counter(arrival());
    at.code('100000014');
    at.item('MUG');
    expect([at.press('undo'), at.returning()?.asking]).toEqual(['look scan-taken-back', null]);
    at.item('MUG');
    at.press('quantity-1');
    expect(at.press('undo')).toBe('look return-undone');
    expect(at.returning()).toMatchObject({ toShelve: [], acts: [] });
    expect(at.found()?.lines[0]?.received).toBe(0);
    at.item('MUG');
    at.press('quantity-1');
    at.bin('A-01');
    expect(at.press('undo')).toBe('look nothing-to-undo');
  });

  it('carry a note with the next unit that is judged', () => {
    const at = counter(arrival());
    at.code('100000014');
    expect([at.press('quantity-5'), at.text('chip at the rim')]).toEqual([
      'look return-note-asked',
      'look return-noted',
    ]);
    at.item('MUG');
    at.press('quantity-3');
    expect(at.ops.at(-1)).toMatchObject({ body: { note: 'chip at the rim', condition: 'damaged' } });
    at.item('MUG');
    at.press('quantity-3');
    expect(at.ops.at(-1)).toMatchObject({ body: { note: '' } });
  });

  it('that never come are said to by MISSING, twice', () => {
    const at = counter(arrival());
    at.press('take-return');
    expect(at.press('missing')).toBe('look return-first');
    at.code('100000014');
    at.item('MUG');
    at.press('quantity-2');
    expect(at.press('missing')).toBe('look confirm-again');
    at.wait(60_000);
    expect(at.press('missing')).toBe('look confirm-again');
    expect(at.press('missing')).toBe('go return-missing');
    expect(at.ops.at(-1)).toMatchObject({ type: 'return.finish', body: { rest: 'missing' } });
    expect(at.found()).toMatchObject({ state: 'disposed', lines: [{ asked: 1, received: 1 }] });
  });
});
