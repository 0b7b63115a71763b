// Goods that come in, by scans alone: the number of the order or no order, then every item. What does not fit the order is
// counted all the same and lies apart where it must not be sold; the office is told (law 3).
// Must never count a unit whose lot, serial or expiry is asked for and not known.
import type { Trait } from '../purchasing/purchase';
import { toCome } from '../purchasing/questions';
import type { ReceivingId } from '../ids';
import { arrivalOf } from '../transfer/questions';
import type { Transfer } from '../transfer/transfer';
import {
  type AskingItem,
  type Awaited,
  awaitedOf,
  fitOf,
  mostTakes,
  noTraits,
  readTrait,
  type Receiving,
  startReceiving,
  type Take,
  traitAsked,
} from '../purchasing/receiving';
import type { BenchOp } from './bench-ops';
import { confirmMs } from './bench-act';
import {
  type Aside,
  type Bench,
  type BenchFacts,
  type BenchInput,
  type BenchOutcome,
  nothingSaid,
  outcome,
  refused,
} from './session';
import { answer, type VerdictCode } from './verdict';

const soft = { tone: 'look', sound: 'look' } as const;
export type ReceiveAside = Extract<Aside, { kind: 'receive' }>;

export function startBlind(bench: Bench, facts: BenchFacts): BenchOutcome {
  const receiving = startReceiving(facts.newReceivingId(), null);
  return told({ ...bench, aside: { kind: 'receive', receiving } }, [], 'receiving-started', {}, soft);
}

/** A purchase order was scanned, wherever the bench stands. */
export function scanPurchase(
  bench: Bench,
  input: Extract<BenchInput, { kind: 'purchase' }>,
  facts: BenchFacts,
): BenchOutcome {
  const { purchase } = input;
  if (facts.open) return refused(bench, { code: 'box-open-first', values: {} }, input, facts);
  if (!purchase) return refused(bench, { code: 'purchase-unknown', values: {} }, input, facts);
  return openAwaited(bench, input, facts, awaitedOf(purchase), (receivingId) =>
    startReceiving(receivingId, purchase.purchaseId),
  );
}

/** What another site sent is here. */
export function scanArrival(
  bench: Bench,
  input: Extract<BenchInput, { kind: 'transfer' }>,
  facts: BenchFacts,
  transfer: Transfer,
): BenchOutcome {
  return openAwaited(bench, input, facts, arrivalOf(transfer), (receivingId) => ({
    ...startReceiving(receivingId, null),
    transferId: transfer.transferId,
  }));
}

function openAwaited(
  bench: Bench,
  input: BenchInput,
  facts: BenchFacts,
  { id, number, from: supplier }: Awaited,
  begun: (receivingId: ReceivingId) => Receiving,
): BenchOutcome {
  const { aside } = bench;
  if (aside?.kind === 'receive' && aside.receiving.asking)
    return traitFirst(bench, aside.receiving.asking, input, facts);
  const isSame = aside?.kind === 'receive' && awaitedId(aside.receiving) === id;
  const receiving = isSame ? aside.receiving : begun(facts.newReceivingId());
  const next: Bench = { ...bench, aside: { kind: 'receive', receiving } };
  // What came without an order before is all there is of it.
  const before = aside?.kind === 'receive' && awaitedId(aside.receiving) === null ? aside.receiving : null;
  const ops = before && before.takes.length > 0 ? [finishOp(before, 'awaited', facts)] : [];
  return told(next, ops, 'purchase-opened', { number, supplier }, soft);
}

/** Null where a scan is about something else. */
export function answerReceiving(
  bench: Bench,
  { receiving }: ReceiveAside,
  input: BenchInput,
  facts: BenchFacts,
): BenchOutcome | null {
  const { asking } = receiving;
  switch (input.kind) {
    case 'purchase':
      return scanPurchase(bench, input, facts);
    case 'transfer':
      // What is loaded here is another act.
      if (asking) return traitFirst(bench, asking, input, facts);
      return input.here?.side === 'receive' ? scanArrival(bench, input, facts, input.here.transfer) : null;
    case 'item':
      return asking ? traitFirst(bench, asking, input, facts) : scanItem(bench, receiving, input, facts);
    case 'unknown':
    case 'misread':
      return asking ? giveTrait(bench, receiving, asking, input, facts) : null;
    case 'command':
      return command(bench, receiving, input, facts);
    case 'parcels':
    case 'tote':
    case 'location':
      return asking ? traitFirst(bench, asking, input, facts) : null;
    default:
      return null;
  }
}

function scanItem(
  bench: Bench,
  receiving: Receiving,
  input: Extract<BenchInput, { kind: 'item' }>,
  facts: BenchFacts,
): BenchOutcome {
  const { sku, name, code, scanId } = input;
  const quantity = input.units * (bench.times ?? 1);
  const values = input.traits ?? noTraits;
  const asks = [...(input.asks ?? [])];
  const isOneEach = asks.includes('serial') || values.serial !== null;
  if (isOneEach && quantity !== 1)
    return refused(bench, { code: 'serial-one', values: { name } }, input, facts);
  if (values.serial !== null && isTaken(receiving, sku, values.serial))
    return refused(bench, { code: 'serial-twice', values: { code: values.serial } }, input, facts);
  const asking: AskingItem = {
    sku,
    name,
    quantity,
    code,
    scanId,
    isDamaged: bench.damagedNext,
    asks,
    values,
  };
  const trait = traitAsked(asking);
  return trait ? ask(bench, receiving, asking, trait) : take(bench, receiving, asking, facts);
}

function giveTrait(
  bench: Bench,
  receiving: Receiving,
  asking: AskingItem,
  input: Extract<BenchInput, { kind: 'unknown' | 'misread' }>,
  facts: BenchFacts,
): BenchOutcome {
  const trait = traitAsked(asking);
  if (!trait) return take(bench, receiving, asking, facts);
  const value = readTrait(trait, input.text);
  if (value === null)
    return refused(bench, { code: 'trait-wrong', values: { code: input.text, trait } }, input, facts);
  if (trait === 'serial' && isTaken(receiving, asking.sku, value))
    return refused(bench, { code: 'serial-twice', values: { code: value } }, input, facts);
  const next: AskingItem = { ...asking, values: { ...asking.values, [trait]: value } };
  const other = traitAsked(next);
  return other ? ask(bench, receiving, next, other) : take(bench, receiving, next, facts);
}

function ask(bench: Bench, receiving: Receiving, asking: AskingItem, trait: Trait): BenchOutcome {
  return told(
    {
      ...bench,
      times: null,
      damagedNext: false,
      aside: { kind: 'receive', receiving: { ...receiving, asking } },
    },
    [],
    'trait-asked',
    { name: asking.name, trait },
    soft,
  );
}

/** Counted: the units are here, whatever the order says. */
function take(bench: Bench, receiving: Receiving, asking: AskingItem, facts: BenchFacts): BenchOutcome {
  const { sku, name, quantity, code, scanId, isDamaged, values } = asking;
  const { receivingId } = receiving;
  const purchase = openOrder(receiving, facts);
  const fit = fitOf(purchase, sku, quantity);
  const condition = isDamaged ? 'damaged' : 'good';
  const to = isDamaged || fit.kind === 'not-ordered' ? 'quarantine' : 'receiving';
  const brought = comesWith(receiving);
  const body = { receivingId, ...brought, sku, quantity, condition, to, ...values, code, scanId } as const;
  const op: BenchOp = { opId: facts.newOpId(), type: 'receipt.take', parcelId: null, fence: null, body };
  const taken: Take = { opId: op.opId, sku, name, quantity, condition, to, serial: values.serial };
  const next: Bench = {
    ...bench,
    times: null,
    damagedNext: false,
    confirm: null,
    aside: {
      kind: 'receive',
      receiving: { ...receiving, asking: null, takes: [...receiving.takes, taken].slice(-mostTakes) },
    },
  };
  const said = { name, quantity };
  if (isDamaged) return told(next, [op], 'received-damaged', said, soft);
  switch (fit.kind) {
    case 'blind':
      return told(next, [op], 'received-blind', said);
    case 'not-ordered':
      return told(next, [op], 'received-wrong', said, soft);
    case 'over':
      return told(next, [op], 'received-over', { ...said, over: fit.over }, soft);
    case 'fits': {
      const { received, ordered } = fit;
      const isLast =
        received === ordered &&
        (purchase?.lines ?? []).every((line) => line.sku === sku || toCome(line) === 0);
      if (isLast) return told(next, [op], 'received-all', said, { sound: 'order-complete' });
      return told(
        next,
        [op],
        received === ordered ? 'received-line' : 'received',
        { ...said, received, ordered },
        {
          sound: received === ordered ? 'line-complete' : 'accepted',
        },
      );
    }
  }
}

function command(
  bench: Bench,
  receiving: Receiving,
  input: Extract<BenchInput, { kind: 'command' }>,
  facts: BenchFacts,
): BenchOutcome | null {
  const aside = (next: Receiving): Aside => ({ kind: 'receive', receiving: next });
  switch (input.command) {
    case 'damaged':
      return told(
        { ...bench, damagedNext: !bench.damagedNext },
        [],
        bench.damagedNext ? 'cancelled-command' : 'damaged-next',
        {},
        soft,
      );
    case 'undo':
      return undo(bench, receiving, input, facts);
    case 'cancel':
      if (receiving.asking || bench.times !== null || bench.damagedNext)
        return told(
          { ...bench, times: null, damagedNext: false, aside: aside({ ...receiving, asking: null }) },
          [],
          'cancelled-command',
          {},
          soft,
        );
      // What was counted stays counted.
      return told({ ...bench, aside: null }, [], 'aside-left', {}, soft);
    case 'finish':
    case 'seal':
      return receiving.asking
        ? traitFirst(bench, receiving.asking, input, facts)
        : finish(bench, receiving, 'awaited', facts);
    case 'missing':
      return closeShort(bench, receiving, input, facts);
    case 'log-out':
      return receiving.asking ? traitFirst(bench, receiving.asking, input, facts) : null;
    default:
      return null;
  }
}

/** Nothing more comes of the order: asked for twice, because the office goes by it. */
function closeShort(bench: Bench, receiving: Receiving, input: BenchInput, facts: BenchFacts): BenchOutcome {
  const purchase = openOrder(receiving, facts);
  if (!purchase) return refused(bench, { code: 'purchase-first', values: {} }, input, facts);
  if (receiving.asking) return traitFirst(bench, receiving.asking, input, facts);
  const act = `short ${purchase.id}`;
  const { number } = purchase;
  if (bench.confirm?.act === act && facts.nowMs <= bench.confirm.untilMs)
    return finish(bench, receiving, 'short', facts);
  return told(
    { ...bench, confirm: { act, untilMs: facts.nowMs + confirmMs } },
    [],
    'confirm-again',
    { command: 'missing', number },
    soft,
  );
}

function finish(
  bench: Bench,
  receiving: Receiving,
  rest: 'awaited' | 'short',
  facts: BenchFacts,
): BenchOutcome {
  const { takes } = receiving;
  const units = takes.reduce((sum, { quantity }) => sum + quantity, 0);
  const next: Bench = { ...bench, aside: null, ...nothingSaid };
  if (units === 0 && rest === 'awaited') return told(next, [], 'aside-left', {}, soft);
  return told(
    next,
    [finishOp(receiving, rest, facts)],
    rest === 'short' ? 'receiving-short' : 'receiving-finished',
    { units },
    {
      sound: 'order-complete',
    },
  );
}

function finishOp(receiving: Receiving, rest: 'awaited' | 'short', facts: BenchFacts): BenchOp {
  return {
    opId: facts.newOpId(),
    type: 'receipt.finish',
    parcelId: null,
    fence: null,
    body: { receivingId: receiving.receivingId, ...comesWith(receiving), rest },
  };
}

function undo(bench: Bench, receiving: Receiving, input: BenchInput, facts: BenchFacts): BenchOutcome {
  const { receivingId, takes, asking } = receiving;
  if (asking)
    return told(
      { ...bench, aside: { kind: 'receive', receiving: { ...receiving, asking: null } } },
      [],
      'scan-taken-back',
      { name: asking.name, quantity: asking.quantity },
      soft,
    );
  const last = takes.at(-1);
  if (!last) return refused(bench, { code: 'nothing-to-undo', values: {} }, input, facts);
  const { opId: undoes, sku, name, quantity, condition, to } = last;
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'receipt.undo',
    parcelId: null,
    fence: null,
    body: { receivingId, ...comesWith(receiving), undoes, sku, quantity, condition, to },
  };
  const next: Receiving = { ...receiving, takes: takes.slice(0, -1) };
  return told(
    { ...bench, times: null, confirm: null, aside: { kind: 'receive', receiving: next } },
    [op],
    'receipt-undone',
    { name, quantity },
    soft,
  );
}

function isTaken({ takes }: Receiving, sku: string, serial: string): boolean {
  return takes.some((each) => each.sku === sku && each.serial === serial);
}

/** As it stands now; null without one, and for one that was closed meanwhile. */
export function openOrder(
  { purchaseId, transferId }: Receiving,
  { inbound, transfers }: Pick<BenchFacts, 'inbound' | 'transfers'>,
): Awaited | null {
  const here = transferId && transfers.find((each) => each.transfer.transferId === transferId);
  if (here) return arrivalOf(here.transfer);
  const purchase = inbound.find((each) => each.purchaseId === purchaseId);
  return purchase ? awaitedOf(purchase) : null;
}

/** As ops tell of it. */
function comesWith({ purchaseId, transferId }: Receiving): Pick<Receiving, 'purchaseId' | 'transferId'> {
  return transferId === undefined ? { purchaseId } : { purchaseId, transferId };
}

function awaitedId({ purchaseId, transferId }: Receiving): string | null {
  return transferId ?? purchaseId;
}

function traitFirst(bench: Bench, asking: AskingItem, input: BenchInput, facts: BenchFacts): BenchOutcome {
  const trait = traitAsked(asking) ?? 'lot';
  return refused(bench, { code: 'trait-first', values: { name: asking.name, trait } }, input, facts);
}

function told(
  bench: Bench,
  ops: BenchOp[],
  code: VerdictCode,
  values: Record<string, string | number> = {},
  options: Parameters<typeof answer>[2] = {},
): BenchOutcome {
  return outcome(bench, ops, answer(code, values, options));
}
