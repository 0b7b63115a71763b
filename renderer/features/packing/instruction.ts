// The one question the screen asks right now. Everything else on it is background.
import { nameOf } from '../../../shared/domain/packing/bench-pick';
import type { Bench, BenchFacts } from '../../../shared/domain/packing/session';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { isComplete, toTakeOut, unitsPacked } from '../../../shared/domain/parcel/questions';
import { shortAsked } from '../../../shared/domain/packing/bench-short';
import { proposalOf } from '../../../shared/domain/packing/bench-move';
import { receivingLocation } from '../../../shared/domain/stock/ledger';
import { shelfFor } from '../../../shared/domain/packing/bench-return-units';
import type { Returning } from '../../../shared/domain/returns/returning';
import type { Moving } from '../../../shared/domain/putaway/moving';
import { type Receiving, traitAsked } from '../../../shared/domain/purchasing/receiving';
import { questionOf, type WalkQuestion } from '../../../shared/domain/tour/walk';
import type { TextKey, TextValues } from '../../../shared/text/text-key';

export type Instruction = { key: TextKey; values: TextValues };

/** @param waitsForLabel the last sealed box still has to get its label */
export function instructionFor(
  bench: Bench,
  open: Parcel | null,
  waitsForLabel: boolean,
  tour: BenchFacts['tour'],
  propose: BenchFacts['propose'],
): Instruction {
  const plain = (key: TextKey): Instruction => ({ key, values: {} });
  if (!bench.operator) return plain('instruction.badge');
  if (bench.second)
    return plain(bench.second.override === 'asked' ? 'instruction.override' : 'instruction.second');
  if (bench.reading) return plain('instruction.read');
  if (bench.photo) return plain('instruction.photo');
  if (bench.weighing) return plain('instruction.weigh');
  if (bench.naming && bench.naming.ask !== 'offered')
    return plain(bench.naming.ask === 'badge' ? 'instruction.name-badge' : 'instruction.name-code');
  if (bench.whyBox)
    return plain(bench.whyBox.ask === 'item' ? 'instruction.why-item' : 'instruction.why-box');
  const short = open && shortAsked(bench, open);
  if (short)
    return { key: 'instruction.what-now', values: { quantity: short.quantity, name: short.line.name } };
  if (bench.aside?.kind === 'counter' && bench.aside.paying) return plain('instruction.sale-pay');
  if (bench.times !== null) return { key: 'instruction.quantity', values: { quantity: bench.times } };
  if (bench.aside?.kind === 'counter') return plain('instruction.counter');
  if (bench.aside?.kind === 'tour')
    return tour
      ? walkInstruction(questionOf(bench.aside.walk, tour.tour, tour.stops))
      : plain('instruction.tour-asked');
  if (bench.aside?.kind === 'return') return returnInstruction(bench.aside.returning, propose);
  if (bench.aside?.kind === 'receive') return receiveInstruction(bench.aside.receiving);
  if (bench.aside?.kind === 'move') return moveInstruction(bench.aside.moving, propose);
  if (bench.aside)
    return plain(bench.aside.locationId === null ? 'instruction.count-bin' : 'instruction.count-item');
  if (!open && bench.places.length > 0) return plain('instruction.item');
  if (!open) return plain(waitsForLabel ? 'instruction.label' : 'instruction.order');
  if (open.lines.some((line) => toTakeOut(line) > 0)) return plain('instruction.take-out');
  if (!isComplete(open) || unitsPacked(open) === 0) return plain('instruction.item');
  return plain(open.boxId === null ? 'instruction.box' : 'instruction.seal');
}

function moveInstruction(moving: Moving, propose: BenchFacts['propose']): Instruction {
  const { inHand, task, from, transferId } = moving;
  if (inHand && transferId) return { key: 'instruction.load', values: {} };
  // Goods for another site lie in bins: nothing is loaded from where goods come in unless that is scanned.
  if (transferId && from === receivingLocation) return { key: 'instruction.load-bin', values: {} };
  if (!inHand)
    return task
      ? { key: 'instruction.move-task', values: { quantity: task.quantity, name: task.name } }
      : { key: 'instruction.move', values: { location: from } };
  const { to, quantity } = proposalOf(moving, inHand, { propose });
  return to === null
    ? { key: 'instruction.put-anywhere', values: {} }
    : { key: 'instruction.put-into', values: { quantity, location: to } };
}

function receiveInstruction({ asking, purchaseId, transferId }: Receiving): Instruction {
  const trait = asking && traitAsked(asking);
  if (trait) return { key: `instruction.receive-${trait}`, values: { name: asking.name } };
  return {
    key: (purchaseId ?? transferId) ? 'instruction.receive' : 'instruction.receive-blind',
    values: {},
  };
}

function returnInstruction(returning: Returning, propose: BenchFacts['propose']): Instruction {
  const { choices, isNoting, asking, toShelve, with: brought } = returning;
  const [first] = toShelve;
  if (choices) return { key: 'instruction.return-choose', values: {} };
  if (isNoting) return { key: 'instruction.return-note', values: {} };
  if (asking) return { key: 'instruction.return-judge', values: { name: asking.name } };
  if (!first) return { key: brought ? 'instruction.return-item' : 'instruction.return', values: {} };
  const { to, quantity } = shelfFor(first, { propose });
  const { name } = first;
  return to === null
    ? { key: 'instruction.return-shelve-anywhere', values: { quantity: first.quantity, name } }
    : { key: 'instruction.return-shelve', values: { quantity, name, location: to } };
}

function walkInstruction(question: WalkQuestion): Instruction {
  switch (question.ask) {
    case 'tote':
      return {
        key: 'instruction.tour-tote',
        values: { position: question.position, number: question.orderNumber },
      };
    case 'bin':
      return { key: 'instruction.tour-bin', values: { location: question.stop.locationId } };
    case 'item':
      return {
        key: 'instruction.tour-item',
        values: { name: question.stop.name, quantity: question.stop.quantity },
      };
    case 'into-tote':
      return {
        key: 'instruction.tour-into-tote',
        values: { position: question.shares[0]?.position ?? 0, quantity: question.units },
      };
    case 'what-now':
      return {
        key: 'instruction.tour-what-now',
        values: { name: question.stop.name, quantity: question.stop.quantity },
      };
    case 'trait':
      return { key: `instruction.receive-${question.trait}`, values: { name: question.stop.name } };
    case 'why-lot':
      return {
        key: 'instruction.tour-why-lot',
        values: { lot: nameOf(question.taken), planned: nameOf(question.planned) },
      };
    case 'drop':
      return { key: 'instruction.tour-drop', values: {} };
  }
}
