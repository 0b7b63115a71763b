// Goods for another site are loaded by scans alone, and taken in there, as the bench answers it.
import { describe, expect, it } from 'vitest';
import type { LocationId, Sku } from '../ids';
import { taskIdOf } from '../ids.test-kit';
import type { ReplenishTask } from '../putaway/moving';
import { decideTransfer } from '../transfer/decide';
import { evolveTransfer } from '../transfer/evolve';
import type { Transfer, TransferCommand, TransferSide } from '../transfer/transfer';
import { transferIn } from '../transfer/transfer-table.test-kit';
import { answerScan } from './bench';
import { benchOf, factsOf } from './bench.test-kit';
import type { BenchOp } from './bench-ops';
import type { BenchCommand } from './bench-command';
import type { Bench, BenchInput } from './session';

/** As the overlay does it. */
function commandOf(op: BenchOp): TransferCommand | null {
  switch (op.type) {
    case 'transfer.load':
      return {
        type: 'LoadUnits',
        opId: op.opId,
        sku: op.body.sku,
        name: op.body.sku,
        quantity: op.body.quantity,
      };
    case 'transfer.unload':
      return { type: 'UnloadUnits', ...op.body };
    case 'receipt.take':
      return { type: 'ArriveUnits', opId: op.opId, ...op.body, name: op.body.sku, isDamaged: false };
    default:
      return null;
  }
}

function site(side: TransferSide, begun: Transfer | null, replenishments: readonly ReplenishTask[] = []) {
  let bench: Bench = benchOf();
  let transfer = begun;
  let ids = 0;
  const ops: BenchOp[] = [];
  const scan = (input: BenchInput): string => {
    const facts = factsOf({
      transfers: transfer ? [{ side, transfer }] : [],
      replenishments,
      newOpId: () => `019b0000-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}` as never,
    });
    const result = answerScan(bench, input, facts);
    bench = result.bench;
    for (const op of result.ops) {
      ops.push(op);
      const command = commandOf(op);
      const decision = command && transfer ? decideTransfer(transfer, command) : null;
      if (decision?.ok) transfer = decision.events.reduce<Transfer | null>(evolveTransfer, transfer);
    }
    const { verdict } = result;
    return `${verdict.tone} ${verdict.kind === 'refusal' ? verdict.refusal.code : verdict.code}`;
  };
  return {
    sheet: () => scan({ kind: 'transfer', here: transfer && { side, transfer }, text: 'TR-1001' }),
    item: (sku: string, units = 1) =>
      scan({ kind: 'item', sku: sku as Sku, name: sku, units, code: sku, scanId: 's', wantedBy: [] }),
    bin: (name: string) => scan({ kind: 'location', locationId: name as LocationId }),
    command: (command: BenchCommand) => scan({ kind: 'command', command }),
    bench: () => bench,
    told: (type: BenchOp['type']) => ops.flatMap((op) => (op.type === type ? [op.body] : [])),
  };
}

describe('goods that go to another site', () => {
  it('are loaded bin by bin onto the sheet, and leave with FINISH', () => {
    const at = site('send', transferIn('released'));
    expect(at.sheet()).toBe('look transfer-opened');
    expect(at.bin('A-01')).toBe('look taken-from');
    expect(at.item('MUG', 10)).toBe('look in-hand');
    expect(at.sheet()).toBe('go loaded');
    at.bin('A-02');
    at.item('LAMP', 4);
    expect(at.sheet()).toBe('go loaded');
    expect(at.command('finish')).toBe('go transfer-departed');
    expect(at.bench().aside).toBeNull();
    expect(at.told('transfer.load')).toMatchObject([
      { sku: 'MUG', quantity: 10, from: 'A-01' },
      { sku: 'LAMP', quantity: 4, from: 'A-02' },
    ]);
    expect(at.told('transfer.depart')).toHaveLength(1);
  });

  it('are loaded by going on to the next bin, as they are picked', () => {
    const at = site('send', transferIn('released'));
    at.sheet();
    at.bin('A-01');
    at.item('MUG', 10);
    // The bin they came out of is no next bin.
    expect(at.bin('A-01')).toBe('look move-same-bin');
    expect(at.bin('A-02')).toBe('go loaded');
    at.item('LAMP', 3);
    expect(at.bin('A-03')).toBe('go loaded');
    at.item('LAMP', 2);
    expect(at.bin('A-04')).toBe('look loaded-over');
    expect(at.told('stock.move')).toEqual([]);
    expect(at.told('transfer.load')).toMatchObject([
      { sku: 'MUG', quantity: 10, from: 'A-01' },
      { sku: 'LAMP', quantity: 3, from: 'A-02' },
      { sku: 'LAMP', quantity: 2, from: 'A-03' },
    ]);
    expect(at.command('undo')).toBe('look move-undone');
    expect(at.told('transfer.unload')).toMatchObject([{ sku: 'LAMP', quantity: 2, to: 'A-03' }]);
    expect(at.command('finish')).toBe('look transfer-departed-part');
  });

  it('leave faces that run low alone: a bin is scanned to be loaded from', () => {
    const at = site('send', transferIn('released'), [
      {
        taskId: taskIdOf(1),
        sku: 'CUP' as Sku,
        name: 'Cup',
        quantity: 3,
        from: 'A-01' as LocationId,
        to: 'A-09' as LocationId,
      },
    ]);
    at.sheet();
    expect(at.bin('A-01')).toBe('look taken-from');
    expect(at.item('MUG', 10)).toBe('look in-hand');
    expect(at.told('task.begin')).toEqual([]);
  });

  it('may be more or fewer than was asked for, in parts, and the bench says so', () => {
    const at = site('send', transferIn('released'));
    at.sheet();
    at.bin('A-01');
    at.item('MUG', 12);
    at.command('quantity-7');
    expect(at.sheet()).toBe('go loaded');
    expect(at.sheet()).toBe('look loaded-over');
    expect(at.told('transfer.load')).toMatchObject([{ quantity: 7 }, { quantity: 5 }]);
    expect(at.command('finish')).toBe('look transfer-departed-part');
  });

  it('are taken off again with UNDO, also after something else was carried', () => {
    const at = site('send', transferIn('released'));
    at.sheet();
    at.bin('A-01');
    at.item('MUG', 2);
    at.sheet();
    expect(at.command('undo')).toBe('look move-undone');
    const [load] = at.told('transfer.load');
    expect(at.told('transfer.unload')).toMatchObject([{ sku: 'MUG', quantity: 2, to: 'A-01' }]);
    expect(load).toBeDefined();
    expect(at.command('undo')).toBe('look nothing-to-undo');
    expect(at.command('finish')).toBe('look transfer-empty');
    expect(at.command('cancel')).toBe('look aside-left');
  });

  it('are not loaded while another scan is in the middle, nor onto what nobody knows', () => {
    const at = site('send', null);
    expect(at.sheet()).toBe('stop transfer-unknown');
    const coming = site('receive', transferIn('in transit'));
    coming.command('put-away');
    coming.item('MUG', 2);
    expect(coming.sheet()).toBe('stop finish-first');
  });
});

describe('goods that come from another site', () => {
  it('are taken in by its sheet, counted against what was sent', () => {
    const at = site('receive', transferIn('in transit'));
    expect(at.sheet()).toBe('look purchase-opened');
    expect(at.item('MUG', 7)).toBe('go received');
    expect(at.item('MUG')).toBe('go received-all');
    expect(at.item('MUG')).toBe('look received-over');
    expect(at.item('CUP')).toBe('look received-wrong');
    expect(at.command('undo')).toBe('look receipt-undone');
    expect(at.command('finish')).toBe('go receiving-finished');
    const transferId = transferIn('in transit')?.transferId;
    expect(at.told('receipt.take')[0]).toMatchObject({ purchaseId: null, transferId, to: 'receiving' });
    expect(at.told('receipt.undo')).toMatchObject([{ transferId, sku: 'CUP' }]);
    expect(at.told('receipt.finish')).toMatchObject([{ transferId, rest: 'awaited' }]);
  });

  it('end short with MISSING said twice', () => {
    const at = site('receive', transferIn('in transit'));
    at.sheet();
    at.item('MUG', 3);
    expect(at.command('missing')).toBe('look confirm-again');
    expect(at.command('missing')).toBe('go receiving-short');
    expect(at.told('receipt.finish')).toMatchObject([{ rest: 'short' }]);
  });
});
