// Goods carried from bin to bin by scans alone, as the bench answers it.
import { describe, expect, it } from 'vitest';
import type { LocationId, Sku, TaskId } from '../ids';
import type { ReplenishTask } from '../putaway/moving';
import type { Proposal } from '../putaway/propose';
import { answerScan } from './bench';
import { benchOf, factsOf } from './bench.test-kit';
import type { BenchOp } from './bench-ops';
import type { BenchCommand } from './bench-command';
import type { Bench, BenchInput } from './session';

const bin = (name: string): LocationId => name as LocationId;
const task: ReplenishTask = {
  taskId: '019b0000-0000-7000-8000-0000000000f1' as TaskId,
  sku: 'MUG' as Sku,
  name: 'White mug',
  quantity: 6,
  from: bin('B-01'),
  to: bin('A-01'),
};

function floor(proposed: Partial<Proposal> = {}, replenishments: readonly ReplenishTask[] = []) {
  let bench: Bench = benchOf();
  let ids = 0;
  const ops: BenchOp[] = [];
  const scan = (input: BenchInput): string => {
    const facts = factsOf({
      replenishments,
      propose: ({ quantity }) => ({
        to: bin('A-02'),
        reason: 'face',
        order: '',
        ...proposed,
        quantity: Math.min(quantity, proposed.quantity ?? quantity),
      }),
      newOpId: () => `019b0000-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}` as never,
    });
    const result = answerScan(bench, input, facts);
    bench = result.bench;
    ops.push(...result.ops);
    const { verdict } = result;
    return `${verdict.tone} ${verdict.kind === 'refusal' ? verdict.refusal.code : verdict.code}`;
  };
  return {
    item: (sku: string, units = 1) =>
      scan({ kind: 'item', sku: sku as Sku, name: sku, units, code: sku, scanId: 's', wantedBy: [] }),
    bin: (name: string) => scan({ kind: 'location', locationId: bin(name) }),
    command: (command: BenchCommand) => scan({ kind: 'command', command }),
    bench: () => bench,
    moved: () =>
      ops.flatMap((op) =>
        op.type === 'stock.move' ? [`${op.body.quantity} ${op.body.sku} ${op.body.from} ${op.body.to}`] : [],
      ),
    ops,
  };
}

describe('goods that are put away', () => {
  it('go into the bin that is scanned, as many as were proposed for it', () => {
    const at = floor({ quantity: 3 });
    expect(at.command('put-away')).toBe('look move-started');
    at.command('quantity-5');
    expect(at.item('MUG')).toBe('look in-hand');
    expect(at.bin('A-02')).toBe('go put-into-some');
    expect(at.bin('C-09')).toBe('go put-into');
    expect(at.moved()).toEqual(['3 MUG receiving A-02', '2 MUG receiving C-09']);
    expect(at.command('finish')).toBe('look aside-left');
  });

  it('are counted up scan by scan, and a typed number says how many go in', () => {
    const at = floor();
    at.command('put-away');
    at.item('MUG');
    at.item('MUG', 6);
    at.command('quantity-4');
    expect(at.bin('C-09')).toBe('go put-into-some');
    expect(at.bin('A-02')).toBe('go put-into');
    expect(at.moved()).toEqual(['4 MUG receiving C-09', '3 MUG receiving A-02']);
  });

  it('are carried from bin to bin, and back by UNDO', () => {
    const at = floor();
    at.command('put-away');
    expect(at.bin('B-07')).toBe('look taken-from');
    at.item('LAMP');
    expect(at.bin('B-07')).toBe('look move-same-bin');
    expect(at.bin('A-02')).toBe('go put-into');
    expect(at.command('undo')).toBe('look move-undone');
    expect(at.moved()).toEqual(['1 LAMP B-07 A-02', '1 LAMP A-02 B-07']);
    expect(at.command('undo')).toBe('look nothing-to-undo');
  });

  it('are one thing at a time: another item, an order and the end wait until the hand is empty', () => {
    const at = floor();
    at.command('put-away');
    at.item('MUG');
    expect(at.item('LAMP')).toBe('stop item-another-count');
    at.command('ok');
    expect(at.command('finish')).toBe('stop finish-first');
    at.command('ok');
    expect(at.command('undo')).toBe('look scan-taken-back');
    expect(at.moved()).toEqual([]);
    expect(at.item('LAMP')).toBe('look in-hand');
    expect(at.command('cancel')).toBe('look cancelled-command');
    expect(at.command('cancel')).toBe('look aside-left');
  });
});

describe('a face that is filled up', () => {
  it('says which lot to take, or of which day, where one is named', () => {
    for (const named of [
      { lot: 'L7', date: '2027-03-10' },
      { lot: '', date: '2027-03-10' },
    ]) {
      const at = floor({}, [{ ...task, ...named }]);
      at.command('put-away');
      expect(at.bin('B-01')).toBe('go replenish-begun-lot');
    }
  });

  it('is begun by scanning the bin the goods come from, and goes where it is asked for', () => {
    const at = floor({}, [task]);
    at.command('put-away');
    expect(at.bin('B-01')).toBe('go replenish-begun');
    expect(at.ops.at(-1)).toMatchObject({ type: 'task.begin', body: { taskId: task.taskId } });
    expect(at.item('LAMP')).toBe('stop replenish-other-item');
    at.command('ok');
    at.command('quantity-8');
    at.item('MUG');
    expect(at.bin('A-01')).toBe('go put-into-some');
    expect(at.ops.at(-1)).toMatchObject({ type: 'stock.move', body: { taskId: task.taskId, quantity: 6 } });
    expect(at.bin('B-09')).toBe('go put-into');
    expect(at.moved()).toEqual(['6 MUG B-01 A-01', '2 MUG B-01 B-09']);
  });
});
