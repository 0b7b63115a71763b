// The rules of a transfer: every command in every state, and laws over any order of commands: what was sent is on the way, has
// arrived or was written off, and nothing else is ever on the way.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideTransfer } from './decide';
import { evolveTransfer } from './evolve';
import {
  arrivalDifferences,
  arrivalOf,
  isLateTransfer,
  lostOf,
  toArrive,
  toLoad,
  transferStatus,
  unitsInTransit,
  writeOffs,
} from './questions';
import {
  readTransferNumber,
  type Transfer,
  type TransferCommand,
  transferNumber,
  transferSchema,
} from './transfer';
import {
  cup,
  mug,
  transferColumns,
  transferIn,
  transferPlan,
  transferSayings,
  transferTable,
} from './transfer-table.test-kit';

describe('a transfer', () => {
  it.each(Object.entries(transferTable))('answers "%s" in every state', (saying, row) => {
    for (const column of transferColumns) {
      const decision = decideTransfer(
        transferIn(column),
        transferSayings[saying as keyof typeof transferSayings],
      );
      const got = decision.ok ? decision.events.map(({ type }) => type) : decision.refusal.code;
      expect(got, column).toEqual(row[column]);
    }
  });

  it('tells how far it is by its lines', () => {
    const statuses = transferColumns.flatMap((column) => {
      const transfer = transferIn(column);
      return transfer ? [transferStatus(transfer)] : [];
    });
    expect(statuses).toEqual([
      'draft',
      'released',
      'loading',
      'in-transit',
      'partly-received',
      'closed',
      'cancelled',
    ]);
  });

  it('awaits what was asked for while it is loaded, and what was sent from then on', () => {
    const [loading, way] = [transferIn('loading'), transferIn('in transit')];
    if (!loading || !way) throw new Error('no transfer');
    expect(loading.lines.map((line) => [toLoad(loading, line), toArrive(loading, line)])).toEqual([
      [2, 10],
      [4, 4],
    ]);
    expect(way.lines.map((line) => [toLoad(way, line), toArrive(way, line)])).toEqual([
      [0, 8],
      [0, 0],
    ]);
    expect([isLateTransfer(way, '2026-01-12'), isLateTransfer(way, '2026-01-13')]).toEqual([false, true]);
    expect(arrivalOf(way).lines[0]).toMatchObject({ sku: mug, ordered: 8, received: 0 });
  });

  it('closed short loses what never arrived, and finds it again when it is opened', () => {
    const [before, closed] = [transferIn('partly received'), transferIn('closed')];
    if (!before || !closed) throw new Error('no transfer');
    expect(writeOffs(before, closed)).toEqual([{ sku: mug, units: 5 }]);
    expect(lostOf(closed)).toEqual([{ reason: 'short', sku: mug, change: 5 }]);
    const reopened = tell(closed, { type: 'ReopenTransfer' });
    expect(writeOffs(closed, reopened)).toEqual([{ sku: mug, units: -5 }]);
    expect(reopened.state).toBe('in-transit');
    // It arrives after it was closed: what was lost is found.
    const late = tell(closed, { ...transferSayings.arrive });
    expect(writeOffs(closed, late)).toEqual([{ sku: mug, units: -2 }]);
    expect(arrivalDifferences(closed, late, mug)).toEqual([{ reason: 'late', sku: mug, change: 2 }]);
  });

  it('tells what arrived too many, damaged or without having been sent', () => {
    const way = transferIn('in transit');
    if (!way) throw new Error('no transfer');
    const over = tell(way, { ...transferSayings.arrive, quantity: 9, isDamaged: true });
    expect(arrivalDifferences(way, over, mug)).toEqual([
      { reason: 'over', sku: mug, change: 1 },
      { reason: 'damaged', sku: mug, change: 9 },
    ]);
    const strange = tell(way, transferSayings['arrive, and nobody sent it']);
    expect(arrivalDifferences(way, strange, cup)).toEqual([
      { reason: 'wrong', sku: cup, change: 2 },
      { reason: 'damaged', sku: cup, change: 2 },
    ]);
    expect(arrivalOf(strange).extras).toEqual([{ sku: cup, name: 'Cup', received: 2, damaged: 2 }]);
  });

  it('is refused between one site and itself, and released only where the goods are', () => {
    const same = { ...transferPlan, toId: transferPlan.fromId };
    expect(decideTransfer(null, { type: 'DraftTransfer', plan: same })).toMatchObject({
      refusal: { code: 'transfer-same-site' },
    });
    expect(decideTransfer(transferIn('draft'), transferSayings['release more than there is'])).toMatchObject({
      refusal: { code: 'transfer-not-there', values: { name: 'White mug', left: 9 } },
    });
  });

  it('is called by its number', () => {
    expect(transferNumber(1001)).toBe('TR-1001');
    expect([' tr-1001', 'TR1001', 'PO-1001', 'TR-', 'TR-1x'].map(readTransferNumber)).toEqual([
      1001,
      1001,
      null,
      null,
      null,
    ]);
  });
});

const skus = fc.constantFrom(mug, cup);
const quantities = fc.integer({ min: 1, max: 20 });
const unitsOf = { opId: fc.constant('op'), sku: skus, name: fc.constant('Mug'), quantity: quantities };
const commands: fc.Arbitrary<TransferCommand> = fc.oneof(
  fc.record({ type: fc.constant('LoadUnits' as const), ...unitsOf }),
  fc.record({
    type: fc.constant('UnloadUnits' as const),
    undoes: fc.constant('op'),
    sku: skus,
    quantity: quantities,
  }),
  fc.record({ type: fc.constant('ArriveUnits' as const), ...unitsOf, isDamaged: fc.boolean() }),
  fc.record({
    type: fc.constant('TakeBackArrival' as const),
    undoes: fc.constant('op'),
    sku: skus,
    quantity: quantities,
    isDamaged: fc.boolean(),
  }),
  fc.constantFrom<TransferCommand>(
    transferSayings.release,
    transferSayings.depart,
    transferSayings.close,
    transferSayings.cancel,
    transferSayings.reopen,
  ),
);

describe('whatever happens to a transfer', () => {
  it('units are sent, on the way, arrived or written off, and none else', () => {
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 30 }), (list) => {
        let transfer = transferIn('draft');
        const places = new Map<string, number>();
        const add = (place: string, units: number): void => {
          places.set(place, (places.get(place) ?? 0) + units);
        };
        for (const command of list) {
          const decision = decideTransfer(transfer, command);
          if (!decision.ok) continue;
          for (const event of decision.events) {
            const before = transfer;
            transfer = evolveTransfer(transfer, event);
            if (event.type === 'GoodsLoaded') add(`way ${event.sku}`, event.quantity);
            if (event.type === 'GoodsUnloaded') add(`way ${event.sku}`, -event.quantity);
            if (event.type === 'GoodsArrived') add(`way ${event.sku}`, -event.quantity);
            if (event.type === 'ArrivalUndone') add(`way ${event.sku}`, event.quantity);
            for (const { sku, units } of writeOffs(before, transfer)) {
              add(`way ${sku}`, -units);
              add(`lost ${sku}`, units);
            }
          }
          for (const sku of [mug, cup]) {
            const line = transfer?.lines.find((each) => each.sku === sku);
            expect(places.get(`way ${sku}`) ?? 0).toBe(line && transfer ? unitsInTransit(transfer, line) : 0);
          }
          transferSchema.parse(transfer);
          if (transfer?.state === 'closed')
            for (const line of transfer.lines) expect(unitsInTransit(transfer, line)).toBe(0);
          for (const line of transfer?.lines ?? []) {
            expect(line.damaged).toBeLessThanOrEqual(line.received);
            expect(Math.min(line.sent, line.received, line.damaged)).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      { seed: 710, numRuns: 500 },
    );
  });
});

function tell(transfer: Transfer, command: TransferCommand): Transfer {
  const decision = decideTransfer(transfer, command);
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.events.reduce<Transfer>(evolveTransfer, transfer);
}
