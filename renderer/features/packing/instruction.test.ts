import { describe, expect, it } from 'vitest';
import { type Bench, emptyBench } from '../../../shared/domain/packing/session';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import {
  parcelAfter,
  parcelIn,
  planOf,
  leased,
  started,
  packedOf,
} from '../../../shared/domain/parcel/parcel.test-kit';
import type { LocationId } from '../../../shared/domain/ids';
import { personIdOf } from '../../../shared/domain/ids.test-kit';
import { startedMoving } from '../../../shared/domain/putaway/moving';
import { receivingLocation } from '../../../shared/domain/stock/ledger';
import { mug, transferPlan } from '../../../shared/domain/transfer/transfer-table.test-kit';
import { currentLine } from '../../../shared/domain/parcel/questions';
import { confirmAct } from '../../../shared/domain/packing/bench-act';
import { instructionFor } from './instruction';

const atWork: Bench = { ...emptyBench, operator: { personId: personIdOf('ayse'), name: 'Ayşe', roles: [] } };
const packing = parcelIn.packing as Parcel;
const complete = parcelIn.complete as Parcel;
const cancelled: Parcel = {
  ...packing,
  lines: packing.lines.map((line) => (line.lineNo === 1 ? { ...line, cancelled: 4 } : line)),
};

const shortOfIt = { act: confirmAct('missing', packing), untilMs: 0 };

const { transferId } = transferPlan;
const mugsInHand = { sku: mug, name: 'Mug', quantity: 2, code: '', scanId: '', measures: null };
const noProposal = () => ({ to: null, quantity: 1, reason: 'none', order: '' }) as const;

describe('the one question on the screen', () => {
  it.each<[string, Bench, Parcel | null, boolean, string]>([
    ['nobody logged in', emptyBench, null, false, 'instruction.badge'],
    ['nothing open', atWork, null, false, 'instruction.order'],
    ['nothing open, a label still to put on', atWork, null, true, 'instruction.label'],
    ['a box with nothing in it', atWork, parcelAfter(planOf(), leased, started), false, 'instruction.item'],
    ['a box half full', atWork, packing, false, 'instruction.item'],
    ['a quantity typed', { ...atWork, times: 12 }, packing, false, 'instruction.quantity'],
    [
      'units that are not there',
      { ...atWork, times: 2, confirm: shortOfIt },
      packing,
      false,
      'instruction.what-now',
    ],
    ['something that was cancelled is in the box', atWork, cancelled, false, 'instruction.take-out'],
    ['everything in, no box chosen', atWork, { ...complete, boxId: null }, false, 'instruction.box'],
    ['everything in, box chosen', atWork, complete, false, 'instruction.seal'],
  ])('with %s', (_when, bench, open, waits, key) => {
    expect(instructionFor(bench, open, waits, null, noProposal).key).toBe(key);
  });

  it.each([
    ['no bin was scanned yet', receivingLocation, null, 'instruction.load-bin'],
    ['a bin was scanned', 'A-01', null, 'instruction.move'],
    ['units are in hand', 'A-01', mugsInHand, 'instruction.load'],
  ] as const)('goods for another site, %s', (_when, from, inHand, key) => {
    const moving = { ...startedMoving(), from: from as LocationId, inHand, transferId };
    const bench: Bench = { ...atWork, aside: { kind: 'move', moving } };
    expect(instructionFor(bench, null, false, null, noProposal).key).toBe(key);
  });

  it('is about what has to come out first, then about the first line that is not done', () => {
    expect(currentLine(cancelled)?.lineNo).toBe(1);
    expect(currentLine(parcelAfter(planOf(), leased, started, packedOf(1, 1, 5)))?.lineNo).toBe(2);
    expect(currentLine(complete)).toBeNull();
  });
});
