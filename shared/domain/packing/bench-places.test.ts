// Several parcels side by side: which one a scan is about, told by what they want and by places that are said.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lacks, type PlacesBench, placesBench, waitingOrder, type Wish } from './bench-places.test-kit';

const three = () =>
  placesBench(
    3,
    waitingOrder(1, { MUG: 2, LAMP: 1 }),
    waitingOrder(2, { MUG: 1, SOAP: 1 }),
    waitingOrder(3, { SOAP: 1, BOWL: 1 }),
    waitingOrder(4, { BOWL: 2 }),
  );

describe('parcels side by side', () => {
  it('are opened by their orders at the first free place, or at one that was said; a fourth of three is refused', () => {
    const at = three();
    expect(at.order(1)).toBe('go parcel-opened @1');
    expect(at.place(3)).toBe('look place-free @3');
    expect(at.order(2)).toBe('go parcel-opened @3');
    expect(at.order(3)).toBe('go parcel-opened @2');
    expect(at.standing()).toBe('1:1001 2:1003* 3:1002');
    expect(at.order(4)).toBe('stop places-full');
    at.press('ok');
    expect(at.standing()).toBe('1:1001 2:1003* 3:1002');
    // The code of one that stands here turns to it.
    expect(at.order(1)).toBe('look place-chosen @1');
    expect(at.standing()).toBe('1:1001* 2:1003 3:1002');
    expect(at.place(5)).toBe('look place-unknown');
  });

  it('get what they alone want without a question', () => {
    const at = three();
    for (const number of [1, 2, 3]) at.order(number);
    expect(at.item('LAMP')).toBe('go line-complete @1');
    expect(at.item('BOWL')).toBe('go line-complete @3');
    expect(at.standing()).toBe('1:1001 2:1002 3:1003*');
    expect(at.ops.filter(({ type }) => type === 'parcel.pack-item').map(({ parcelId }) => parcelId)).toEqual([
      at.find(1).parcelId,
      at.find(3).parcelId,
    ]);
  });

  it('of several that want it the first of the queue gets it until it has all, wherever it stands', () => {
    const at = three();
    for (const number of [3, 2, 1]) at.order(number);
    expect([at.item('MUG'), at.item('MUG'), at.item('MUG')]).toEqual([
      'go item-packed @3',
      'go line-complete @3',
      'go line-complete @2',
    ]);
    expect(at.item('MUG')).toBe('stop item-complete');
    expect([at.packed(1, 'MUG'), at.packed(2, 'MUG')]).toEqual([2, 1]);
  });

  it('get it where its place was said before, and it moves where a place is said behind it', () => {
    const at = three();
    for (const number of [1, 2]) at.order(number);
    at.place(2);
    expect(at.item('MUG')).toBe('go line-complete @2');
    expect(at.press('undo')).toBe('look undone @2');
    expect(at.item('MUG')).toBe('go item-packed @1');
    expect(at.place(2)).toBe('go line-complete @2');
    expect([at.packed(1, 'MUG'), at.packed(2, 'MUG')]).toEqual([0, 1]);
    expect(at.ops.slice(-2).map(({ type }) => type)).toEqual(['parcel.undo', 'parcel.pack-item']);
    // And back again, as long as nothing else was done.
    expect(at.place(1)).toBe('go item-packed @1');
    expect([at.packed(1, 'MUG'), at.packed(2, 'MUG')]).toEqual([1, 0]);
    at.item('LAMP');
    expect(at.place(2)).toBe('look place-chosen @2');
    expect([at.packed(1, 'MUG'), at.packed(2, 'MUG')]).toEqual([1, 0]);
  });

  it('a place that was said and does not want it is no reason to put it there', () => {
    const at = three();
    for (const number of [1, 2]) at.order(number);
    at.place(2);
    expect(at.item('LAMP')).toBe('go line-complete @1');
  });

  it('so many at once go where so many are wanted, and are refused where no one parcel wants them', () => {
    const at = three();
    for (const number of [2, 1]) at.order(number);
    at.press('quantity-2');
    expect(at.item('MUG')).toBe('go line-complete @2');
    at.press('quantity-2');
    expect(at.item('MUG')).toBe('stop item-too-many');
    expect([at.packed(1, 'MUG'), at.packed(2, 'MUG')]).toEqual([2, 0]);
  });

  it('UNDO takes back the newest act, wherever it was, then the one before', () => {
    const at = three();
    for (const number of [1, 2, 3]) at.order(number);
    at.item('LAMP');
    at.item('BOWL');
    expect([at.press('undo'), at.press('undo')]).toEqual(['look undone @3', 'look undone @1']);
    expect([at.packed(1, 'LAMP'), at.packed(3, 'BOWL')]).toEqual([0, 0]);
    expect(at.press('undo')).toBe('look nothing-to-undo');
  });

  it('each is sealed by itself, and leaves its place to the next order', () => {
    const at = three();
    for (const number of [1, 2, 3]) at.order(number);
    at.item('SOAP');
    at.item('MUG');
    at.item('MUG');
    expect(at.item('MUG')).toBe('go parcel-complete @2');
    expect([at.box(), at.press('seal')]).toEqual(['go box-chosen @2', 'go sealed @2']);
    expect(at.standing()).toBe('1:1001 3:1003');
    // A second SEAL is about nothing: which of the others is meant nobody said.
    expect(at.press('seal')).toBe('look place-first');
    expect(at.order(4)).toBe('go parcel-opened @2');
    expect(at.press('reopen')).toBe('stop places-full');
  });

  it('the next box of an order stands where the one before it stood; a box that is opened again has a place', () => {
    const at = three();
    for (const number of [1, 2]) at.order(number);
    at.item('LAMP');
    at.box();
    expect(at.press('next-box')).toBe('go next-box-started @1');
    expect(at.standing()).toBe('1:1001* 2:1002');
    expect(at.find(1).boxNumber).toBe(2);
    expect([at.press('reopen'), at.press('reopen')]).toEqual(['look confirm-again', 'look reopened @3']);
  });

  it('a cancellation stops its own place: the others are packed on, and it is answered when somebody turns to it', () => {
    const at = three();
    for (const number of [1, 2]) at.order(number);
    at.item('LAMP');
    at.tell(2, {
      type: 'CancelAsked',
      reason: 'customer',
      askedAt: '2026-01-05T10:00:00.000Z',
      lines: [{ lineNo: 1, quantity: 1 }],
    });
    // Order 2 asks for one mug less; the mug goes to the one that is not asked about.
    expect(at.item('MUG')).toBe('go item-packed @1');
    expect(at.item('SOAP')).toBe('stop cancel-asked');
    expect(at.standing()).toBe('1:1001 2:1002*');
    expect(at.press('ok')).toBe('look cancel-accepted @2');
    expect(at.ops.at(-1)).toMatchObject({ type: 'parcel.answer-cancel', parcelId: at.find(2).parcelId });
    expect(at.item('SOAP')).toBe('go parcel-complete @2');
    expect(at.item('MUG')).toBe('go parcel-complete @1');
  });

  it('an item that none of them wants opens nothing and is in no box', () => {
    const at = three();
    for (const number of [1, 2]) at.order(number);
    expect(at.item('BOWL')).toBe('stop item-of-another-order');
    expect(at.standing()).toBe('1:1001 2:1002*');
    at.press('ok');
    // With nothing on the bench it opens the parcel that waits for it, as at any bench.
    const free = three();
    expect(free.item('LAMP')).toBe('go line-complete @1');
    expect(free.standing()).toBe('1:1001*');
  });

  it('a stop holds until it is answered: places are said behind it in vain, the right item clears it', () => {
    const at = three();
    for (const number of [1, 2]) at.order(number);
    at.scan({ kind: 'unknown', text: 'zzz' });
    expect(at.place(1)).toBe('stop scan-held-by-stop');
    expect(at.standing()).toBe('1:1001 2:1002*');
    expect(at.item('LAMP')).toBe('go line-complete @1');
  });

  it('are parked one by one by CANCEL, and all by whoever logs out; none may be half packed then', () => {
    const at = three();
    for (const number of [1, 2]) at.order(number);
    at.item('SOAP');
    at.place(1);
    expect(at.press('cancel')).toBe('look parcel-parked @1');
    expect(at.standing()).toBe('2:1002');
    expect(at.press('log-out')).toBe('stop other-parcel-open');
    at.press('ok');
    at.press('undo');
    expect(at.press('log-out')).toBe('go logged-out @2');
    expect(at.standing()).toBe('');
  });

  it('nothing else is begun while they stand there', () => {
    const at = three();
    for (const number of [1, 2]) at.order(number);
    at.item('SOAP');
    at.item('MUG');
    at.item('MUG');
    at.item('MUG');
    at.box();
    at.press('seal');
    expect([at.standing(), at.bench().parcelId]).toEqual(['1:1001', null]);
    expect(at.press('take-return')).toBe('stop box-open-first');
    at.press('ok');
    expect(at.press('missing')).toBe('look confirm-again @1');
  });

  it('are finished one after the other where the bench has one place from now on', () => {
    const at = three();
    for (const number of [1, 2]) at.order(number);
    at.setPlaces(1);
    expect(at.order(3)).toBe('stop places-full');
    at.press('ok');
    for (const sku of ['MUG', 'MUG', 'MUG', 'SOAP']) at.item(sku);
    at.box();
    expect(at.press('seal')).toBe('go sealed @2');
    expect(at.item('LAMP')).toBe('go parcel-complete');
    expect(at.standing()).toBe('');
    expect([at.bench().parcelId, lacks(at.find(1), 'LAMP')]).toEqual([at.find(1).parcelId, 0]);
    expect(at.place(1)).toBe('look places-one');
  });
});

const skus = ['MUG', 'LAMP', 'SOAP', 'BOWL'] as const;
const seed = 20260105;
const wishes = fc.array(
  fc.dictionary(fc.constantFrom(...skus), fc.integer({ min: 1, max: 3 }), { minKeys: 1 }),
  { minLength: 2, maxLength: 6 },
);
const scans = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ item: fc.constantFrom(...skus), units: fc.integer({ min: 1, max: 2 }) }),
    },
    { weight: 2, arbitrary: fc.record({ place: fc.integer({ min: 1, max: 6 }) }) },
    { weight: 1, arbitrary: fc.constantFrom('undo' as const, 'ok' as const, 'quantity-2' as const) },
  ),
  { maxLength: 60 },
);

function opened(
  list: readonly Wish[],
  order: readonly number[] = list.map((_, index) => index + 1),
): PlacesBench {
  const at = placesBench(6, ...list.map((wish, index) => waitingOrder(index + 1, wish)));
  for (const number of order) at.order(number);
  return at;
}

describe('every scan at several places', () => {
  it('goes to exactly one parcel that wants it, or is refused because none does; nothing is overpacked', () => {
    fc.assert(
      fc.property(wishes, scans, (list, said) => {
        const at = opened(list);
        const numbers = list.map((_, index) => index + 1);
        const total = (sku: string): number =>
          numbers.reduce((sum, number) => sum + at.packed(number, sku), 0);
        for (const scan of said) {
          if (typeof scan === 'string') {
            at.press(scan);
          } else if ('place' in scan) {
            const before = skus.map(total);
            at.place(scan.place);
            // A place that is said moves units, and neither adds nor loses any.
            expect(skus.map(total)).toEqual(before);
          } else {
            const { times, stop } = at.bench();
            const units = scan.units * (times ?? 1);
            const before = total(scan.item);
            const wanting = numbers.filter((number) => lacks(at.find(number), scan.item) >= units);
            const opsBefore = at.ops.length;
            const told = at.item(scan.item, scan.units);
            const put = at.ops.slice(opsBefore).filter(({ type }) => type === 'parcel.pack-item');
            const isTaken = told.startsWith('go');
            expect(put).toHaveLength(isTaken ? 1 : 0);
            expect(total(scan.item)).toBe(before + (isTaken ? units : 0));
            if (stop === null) expect(isTaken).toBe(wanting.length > 0);
            if (isTaken)
              expect(wanting.map((number) => at.find(number).parcelId)).toContain(put[0]?.parcelId);
          }
          for (const number of numbers)
            for (const line of at.find(number).lines) expect(line.packed).toBeLessThanOrEqual(line.expected);
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  it('ends in the same boxes wherever the parcels stand, and after an undo of everything in none', () => {
    const items = fc.array(fc.constantFrom(...skus), { maxLength: 30 });
    const shuffled = wishes.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(
          list.map((_, index) => index + 1),
          { minLength: list.length },
        ),
      ),
    );
    fc.assert(
      fc.property(shuffled, items, ([list, order], said) => {
        const boxes = (at: PlacesBench): number[][] =>
          list.map((_, index) => skus.map((sku) => at.packed(index + 1, sku)));
        const [one, other] = [opened(list), opened(list, order)];
        for (const at of [one, other])
          for (const sku of said) {
            at.press('ok');
            at.item(sku);
          }
        expect(boxes(other)).toEqual(boxes(one));
        one.press('ok');
        for (let turn = 0; turn <= said.length; turn += 1) one.press('undo');
        expect(
          boxes(one)
            .flat()
            .every((units) => units === 0),
        ).toBe(true);
      }),
      { seed, numRuns: 200 },
    );
  });
});
