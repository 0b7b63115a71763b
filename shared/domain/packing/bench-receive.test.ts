// A lorry is unloaded by scans alone, as the bench answers it.
import { describe, expect, it } from 'vitest';
import { evolvePurchase } from '../purchasing/evolve';
import type { Purchase, Trait, TraitValues } from '../purchasing/purchase';
import { cup, lamp, mug, purchaseIn } from '../purchasing/purchase-table.test-kit';
import { decidePurchase } from '../purchasing/decide';
import { noTraits } from '../purchasing/receiving';
import { answerScan } from './bench';
import { benchOf, factsOf } from './bench.test-kit';
import type { BenchCommand } from './bench-command';
import type { Bench, BenchInput } from './session';
import type { BenchOp } from './bench-ops';

type Item = { sku: typeof mug; units?: number; traits?: Partial<TraitValues>; asks?: Trait[] };

function dock(purchase: Purchase | null = purchaseIn('sent')) {
  let bench: Bench = benchOf();
  let order = purchase;
  let nowMs = 1_000;
  const ops: BenchOp[] = [];
  let ids = 0;
  const facts = () =>
    factsOf({
      inbound: order && order.state === 'sent' ? [order] : [],
      nowMs,
      newOpId: () => `019b0000-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}` as never,
    });
  const scan = (input: BenchInput): string => {
    const result = answerScan(bench, input, facts());
    bench = result.bench;
    for (const op of result.ops) {
      ops.push(op);
      if (!order) continue;
      // As the overlay does it.
      const decision =
        op.type === 'receipt.take'
          ? decidePurchase(order, {
              type: 'TakeUnits',
              opId: op.opId,
              sku: op.body.sku,
              name: op.body.sku,
              quantity: op.body.quantity,
              isDamaged: op.body.condition === 'damaged',
            })
          : op.type === 'receipt.undo'
            ? decidePurchase(order, {
                type: 'TakeBackUnits',
                undoes: op.body.undoes,
                sku: op.body.sku,
                quantity: op.body.quantity,
                isDamaged: op.body.condition === 'damaged',
              })
            : null;
      if (decision?.ok) order = decision.events.reduce<Purchase>(evolvePurchase, order);
    }
    const { verdict } = result;
    return `${verdict.tone} ${verdict.kind === 'refusal' ? verdict.refusal.code : verdict.code}`;
  };
  return {
    scan,
    order: () => scan({ kind: 'purchase', purchase: order, text: 'PO-1001' }),
    item: ({ sku, units = 1, traits, asks }: Item) =>
      scan({
        kind: 'item',
        sku,
        name: sku,
        units,
        code: sku,
        scanId: 's',
        wantedBy: [],
        traits: { ...noTraits, ...traits },
        asks: asks ?? [],
      }),
    text: (text: string) => scan({ kind: 'unknown', text }),
    command: (command: BenchCommand) => scan({ kind: 'command', command }),
    wait: (ms: number) => (nowMs += ms),
    bench: () => bench,
    taken: () =>
      ops.flatMap((op) =>
        op.type === 'receipt.take'
          ? [`${op.body.quantity} ${op.body.sku} ${op.body.condition} ${op.body.to}`]
          : [],
      ),
    ops,
  };
}

describe('goods that come in', () => {
  it('are counted by their order: fitting, over, not ordered, damaged', () => {
    const at = dock();
    expect(at.order()).toBe('look purchase-opened');
    expect(at.item({ sku: mug })).toBe('go received');
    at.command('quantity-1');
    at.command('quantity-4');
    expect(at.item({ sku: mug })).toBe('go received-line');
    expect(at.item({ sku: mug })).toBe('look received-over');
    expect(at.item({ sku: cup })).toBe('look received-wrong');
    expect(at.command('damaged')).toBe('look damaged-next');
    expect(at.item({ sku: lamp })).toBe('look received-damaged');
    expect(at.item({ sku: lamp, units: 3 })).toBe('go received-all');
    expect(at.taken()).toEqual([
      '1 MUG good receiving',
      '14 MUG good receiving',
      '1 MUG good receiving',
      '1 CUP good quarantine',
      '1 LAMP damaged quarantine',
      '3 LAMP good receiving',
    ]);
    expect(at.command('finish')).toBe('go receiving-finished');
    expect(at.bench().aside).toBeNull();
    expect(at.ops.at(-1)).toMatchObject({ type: 'receipt.finish', body: { rest: 'awaited' } });
  });

  it('are counted without an order, and an order may come later', () => {
    const at = dock();
    expect(at.command('receive')).toBe('look receiving-started');
    expect(at.item({ sku: cup })).toBe('go received-blind');
    expect(at.order()).toBe('look purchase-opened');
    expect(at.item({ sku: mug })).toBe('go received');
    const [blind, known] = at.ops.filter((op) => op.type === 'receipt.take');
    expect([blind?.body, known?.body]).toMatchObject([{ purchaseId: null }, { purchaseId: /./ }]);
    // What came without one is all there is of it.
    expect(at.ops.map(({ type }) => type)).toEqual(['receipt.take', 'receipt.finish', 'receipt.take']);
    expect(at.ops[1]?.body).toMatchObject({ purchaseId: null, rest: 'awaited' });
  });

  it('without an order are finished by one command, with how many there were; nothing that came is nothing', () => {
    const at = dock();
    at.command('receive');
    expect(at.command('finish')).toBe('look aside-left');
    at.command('receive');
    at.item({ sku: cup, units: 3 });
    at.item({ sku: mug });
    expect(at.command('finish')).toBe('go receiving-finished');
    expect(at.bench().aside).toBeNull();
    const [take, , finish] = at.ops;
    const receivingId = (take?.body as { receivingId: string } | undefined)?.receivingId;
    expect(finish).toMatchObject({ type: 'receipt.finish', body: { purchaseId: null, rest: 'awaited' } });
    expect(finish?.body).toHaveProperty('receivingId', receivingId);
    // An order that is scanned behind it finishes nothing.
    at.order();
    expect(at.ops).toHaveLength(3);
  });

  it('of an order that was closed meanwhile count for it all the same', () => {
    const at = dock(purchaseIn('closed'));
    at.scan({ kind: 'purchase', purchase: purchaseIn('sent'), text: 'PO-1001' });
    expect(at.item({ sku: mug })).toBe('go received-blind');
    expect(at.ops.at(-1)).toMatchObject({ body: { purchaseId: purchaseIn('sent')?.purchaseId } });
  });

  it('are taken back one after the other, and no further', () => {
    const at = dock();
    at.order();
    at.item({ sku: mug });
    at.item({ sku: cup });
    expect(at.command('undo')).toBe('look receipt-undone');
    expect(at.ops.at(-1)).toMatchObject({
      type: 'receipt.undo',
      body: { undoes: at.ops.at(-2)?.opId, sku: cup, to: 'quarantine' },
    });
    expect(at.command('undo')).toBe('look receipt-undone');
    expect(at.command('undo')).toBe('look nothing-to-undo');
    expect(at.item({ sku: mug })).toBe('go received');
  });

  it('that never come are said twice, and the order is closed short', () => {
    const at = dock();
    at.order();
    at.item({ sku: mug });
    expect(at.command('missing')).toBe('look confirm-again');
    at.wait(6_000);
    expect(at.command('missing')).toBe('look confirm-again');
    expect(at.command('missing')).toBe('go receiving-short');
    expect(at.ops.at(-1)).toMatchObject({ type: 'receipt.finish', body: { rest: 'short' } });
    const blind = dock(null);
    blind.command('receive');
    expect(blind.command('missing')).toBe('look purchase-first');
  });

  it('stay counted when the bench turns to something else', () => {
    const at = dock();
    at.order();
    at.item({ sku: mug });
    expect(at.command('cancel')).toBe('look aside-left');
    expect(at.bench().aside).toBeNull();
    expect(at.taken()).toHaveLength(1);
  });
});

describe('lot, serial and expiry', () => {
  it('are taken from the code, asked for where it lacks them, and the unit counts only then', () => {
    const at = dock();
    at.order();
    expect(at.item({ sku: mug, traits: { lot: 'L1' }, asks: ['lot'] })).toBe('go received');
    expect(at.item({ sku: mug, asks: ['lot', 'expiry'] })).toBe('look trait-asked');
    expect(at.taken()).toHaveLength(1);
    expect(at.item({ sku: lamp })).toBe('look trait-first');
    expect(at.text('L2')).toBe('look trait-asked');
    expect(at.text('tomorrow')).toBe('look trait-wrong');
    expect(at.text('261231')).toBe('go received');
    expect(at.ops.at(-1)).toMatchObject({ body: { lot: 'L2', expiry: '261231', serial: null } });
  });

  it('a serial is of one unit, and of one only', () => {
    const at = dock();
    at.order();
    expect(at.item({ sku: lamp, units: 2, asks: ['serial'] })).toBe('look serial-one');
    expect(at.item({ sku: lamp, asks: ['serial'] })).toBe('look trait-asked');
    expect(at.text('S-1')).toBe('go received');
    at.item({ sku: lamp, asks: ['serial'] });
    expect(at.text('S-1')).toBe('stop serial-twice');
    expect(at.command('ok')).toBe('look stop-cleared');
    expect(at.text('S-2')).toBe('go received');
    expect(at.item({ sku: lamp, traits: { serial: 'S-2' }, asks: ['serial'] })).toBe('stop serial-twice');
    at.command('ok');
    at.command('undo');
    expect(at.item({ sku: lamp, traits: { serial: 'S-2' }, asks: ['serial'] })).toBe('go received');
    expect(at.taken()).toHaveLength(3);
  });

  it('UNDO gives a unit up that was only asked about', () => {
    const at = dock();
    at.order();
    at.item({ sku: mug, asks: ['lot'] });
    expect(at.command('finish')).toBe('look trait-first');
    expect(at.command('undo')).toBe('look scan-taken-back');
    expect(at.ops.filter((op) => op.type.startsWith('receipt.'))).toEqual([]);
    expect(at.command('finish')).toBe('look aside-left');
  });
});
