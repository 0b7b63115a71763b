// The packing session with its effects: scans one at a time and none dropped, ops on disk, then verdict and sound
// together (law 1). What is answered is decided by shared/domain/packing; nothing here knows a packing rule.
// Must never show green before the write resolved, and never lose its place: a kill at any line is found again.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OpId, ParcelId, PersonId, Sku } from '../../../shared/domain/ids';
import type { Refusal } from '../../../shared/domain/decision';
import { answerPinGiven, answerScan } from '../../../shared/domain/packing/bench';
import type { BenchCommand } from '../../../shared/domain/packing/bench-command';
import {
  type Bench,
  type BenchInput,
  type BenchOutcome,
  emptyBench,
} from '../../../shared/domain/packing/session';
import { answer, refusalVerdict, type Verdict } from '../../../shared/domain/packing/verdict';
import { mayPack } from '../../../shared/domain/parcel/lease';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { SalePayment } from '../../../shared/domain/stock/counter-sale';
import type { OrderForm, StationPrices } from '../../../shared/domain/stock/station-order';
import type { OpDraft } from '../../../shared/sync/op';
import { NotSaved } from '../../data/not-saved';
import type { BusScan } from '../../input/scan-bus';
import { ownAnswers } from './answer-cancels';
import { askScale, gatherFacts, type HandState, isSamePlaces, seenFor } from './bench-facts';
import { openBenchPlace } from './bench-place';
import { interruptedBench } from './interrupted-bench';
import type { PackingPorts } from './packing-ports';
import { type Scanned, scannedOf } from './scanned';
import {
  actorOf,
  asKnownNow,
  type Chosen,
  hasRoom,
  inHands,
  isFollowed,
  itemOf,
  lookInto,
  offeredOf,
  waitsForScale,
} from './session-parts';

export type PackingState = HandState & {
  bench: Bench;
  verdict: Verdict;
  /** Grows with every answer, so that the same answer twice is seen and heard twice. */
  answers: number;
  /** Double reads of the scanner since the last answer: shown, not counted. */
  repeats: number;
  /** What the last answer is about, as the operator would recognise it. */
  scanned: Scanned | null;
  /** The store no longer says whether it saved: only starting again can tell. */
  mustRestart: boolean;
};

export type PackingSession = {
  store: StoreApi<PackingState>;
  scan: (heard: BusScan) => void;
  command: (command: BenchCommand) => void;
  /** The PIN that is asked for. It goes to main and is forgotten. */
  givePin: (pin: string) => void;
  /** An order chosen on the screen; the same as scanning its number. */
  openOrder: (orderNumber: string) => void;
  /** Units of a product chosen on the screen for the counter; the same as scanning them there. */
  addToCounter: (chosen: Chosen) => void;
  /** What one costs that nobody has told a price of. */
  sayPrice: (sku: Sku, unitPriceMinor: number) => void;
  /** How what is gathered for the counter is paid. */
  paySale: (payment: SalePayment) => void;
  /** What is gathered for the counter is ordered by a customer. */
  takeOrder: (form: OrderForm, prices: StationPrices) => void;
  /** Resolves when everything asked so far has been answered. */
  settled: () => Promise<void>;
  close: () => void;
};

type Asked =
  | { kind: 'scan'; heard: BusScan }
  | { kind: 'command'; command: BenchCommand; atMs: number }
  | { kind: 'pin'; pin: string; atMs: number }
  | { kind: 'order'; orderNumber: string; atMs: number }
  | { kind: 'given'; input: BenchInput; atMs: number }
  /** The scale came to rest: what waits for it goes on. */
  | { kind: 'at-rest' }
  /** Head office gave the order that was asked for. */
  | { kind: 'granted'; parcelId: ParcelId }
  /** Head office asks for units of parcels that are not on the bench. */
  | { kind: 'asked-back' };

export async function openPackingSession(ports: PackingPorts): Promise<PackingSession> {
  const { book, opLog, directory, labels, side } = ports;
  const store = createStore<PackingState>(() => ({
    bench: emptyBench,
    open: null,
    places: [],
    lastSealed: null,
    box: null,
    boxing: null,
    tour: null,
    awaited: null,
    loading: null,
    returned: null,
    verdict: answer('ready', {}, { tone: 'look' }),
    answers: 0,
    repeats: 0,
    scanned: null,
    mustRestart: false,
  }));
  const asked: Asked[] = [];
  let working: Promise<void> | null = null;
  const place = openBenchPlace(ports);
  let scanned: Scanned | null = null;
  /** What a provisional pack is offered for; a parcel of another bench is in no memory but this. */
  let offeredParcel: Parcel | null = null;
  /** Off after an answer of the station's own could not be saved. */
  let mayAnswer = true;
  /** A claim that head office has not answered yet. */
  let claim: { opId: OpId; parcelId: ParcelId } | null = null;

  const facts = gatherFacts(ports);
  const offeredTo = ({ offeredId }: Bench): Parcel | null => {
    if (!offeredId) return null;
    return offeredParcel?.parcelId === offeredId ? offeredParcel : book.get(offeredId);
  };

  const show = (bench: Bench, verdict: Verdict, rest: Partial<PackingState> = {}): void => {
    const { answers } = store.getState();
    store.setState({
      bench,
      verdict,
      ...facts.hand(bench),
      answers: answers + 1,
      repeats: 0,
      scanned,
      ...rest,
    });
    ports.play(verdict.sound);
  };

  const notSaved = (before: Bench, mustRestart: boolean): void => {
    const refusal: Refusal = { code: 'not-saved', values: {} };
    show({ ...before, stop: refusal }, refusalVerdict(refusal), { mustRestart });
  };

  /** One answer from what is known to what is on disk; the other side of the bench waits for it. */
  const answerNow = (bench: Bench, decide: () => BenchOutcome): Promise<void> =>
    side.turn(async () => {
      const result = decide();
      if (await conclude(bench, result)) after(bench, result);
    });

  /** Writes first, shows then. False when nothing was saved. */
  const conclude = async (before: Bench, result: BenchOutcome): Promise<boolean> => {
    if (result.ops.length > 0) {
      // A parcel of another bench is folded from here on: it has to be in memory before its op is.
      const begun = result.ops.find((op) => op.type === 'parcel.open-provisional');
      if (begun && offeredParcel?.parcelId === begun.parcelId) book.adopt(offeredParcel);
      try {
        await opLog.append(result.ops as readonly OpDraft[], actorOf(before, result));
      } catch (cause) {
        ports.report(cause);
        notSaved(before, cause instanceof NotSaved && cause.certainty === 'unknown');
        return false;
      }
    }
    if (result.bench.aside !== before.aside || result.bench.places !== before.places) {
      try {
        await place.write(result.bench);
      } catch (cause) {
        ports.report(cause);
        // What has become an op is saved; scans that have not are not counted.
        if (result.ops.length === 0) {
          notSaved(before, false);
          return false;
        }
      }
    }
    show(result.bench, result.verdict);
    return true;
  };

  const after = (before: Bench, result: BenchOutcome): void => {
    place.keep(result.bench);
    const asking = result.ops.find((op) => op.type === 'parcel.claim');
    if (asking?.parcelId) claim = { opId: asking.opId, parcelId: asking.parcelId };
    if (result.work) ports.takeWork(result.work);
    for (const op of result.ops) if (op.type === 'bench.lock-person') ports.people.toldLock(op.body.personId);
    if (result.tag) labels.printTag(result.tag, result.bench.operator?.personId ?? null);
    if (result.changesPrinter) labels.changePrinter();
    if (result.pickList) ports.printPickList(result.pickList, result.bench.operator?.personId ?? null);
    if (result.printAgain) labels.printAgain(result.printAgain, result.bench.operator?.personId ?? null);
    if (result.papers) labels.printPapers(result.papers, result.bench.operator?.personId ?? null);
    if (result.receipt) ports.printReceipt(result.receipt, result.bench.operator?.personId ?? null);
    if (result.restock) ports.printRestock(result.restock, result.bench.operator?.personId ?? null);
    if (result.reprint) labels.reprint(result.reprint, result.bench.operator?.personId ?? null);
    if (result.ops.some((op) => op.type === 'parcel.seal')) labels.look();
    ports.scale.done(result.ops);
    // Another box stands there now, or somebody said that what lies there is right.
    const isRight = result.verdict.kind === 'answer' && result.verdict.code === 'unit-unwatched';
    if (isRight || result.bench.parcelId !== before.parcelId) ports.scale.takeAsIs();
  };

  /** Roles as the directory has them now: they may have changed, or the person may have left. */
  const benchNow = (): Bench => {
    const { bench } = store.getState();
    const known = bench.operator && directory.person(bench.operator.personId);
    return known ? { ...bench, operator: known } : bench;
  };

  const respondToPin = async (pin: string): Promise<void> => {
    const { pinFor, stop } = store.getState().bench;
    if (!pinFor) return;
    const lockedId = pinFor.act === 'unlock' ? (stop?.values['personId'] as PersonId) : null;
    const told = await ports.people.checkPin(pinFor, pin, lockedId);
    const bench = benchNow();
    await answerNow(bench, () => {
      const result = answerPinGiven(bench, told, facts.all(bench, { offered: offeredTo(bench) }));
      if (result.bench.stop !== bench.stop) scanned = scannedOf({ kind: 'badge', person: pinFor.person });
      return result;
    });
  };

  const respond = async (input: BenchInput): Promise<void> => {
    const bench = benchNow();
    // While a stop holds, the screen goes on showing what raised it.
    scanned = bench.stop ? (scanned ?? scannedOf(input)) : scannedOf(input);
    const question = labels.question(side.isAsked);
    if (question && !bench.stop && !bench.jam) {
      const told = labels.answer(question, input, bench.operator?.personId ?? null);
      if (told) {
        show(bench, told);
        return;
      }
    }
    // Nothing waits that need not: a scan is answered in the turn it came in.
    const asking = seenFor(ports, bench, input);
    const seen = asking ? await asking : null;
    const looking = lookInto(ports, bench, input);
    const shot = looking ? await looking : null;
    const acting = askScale(ports, input);
    const acted = acting ? await acting : null;
    const found = { seen, shot, acted, offered: offeredTo(bench) };
    await answerNow(bench, () => {
      const known = side.facts() ? asKnownNow(input, book) : input;
      const result = answerScan(bench, known, facts.all(bench, found));
      if (result.bench.offeredId) offeredParcel = offeredOf(result.bench, known) ?? offeredParcel;
      if (result.bench.stop !== bench.stop) scanned = scannedOf(known);
      return result;
    });
  };

  const one = async (next: Asked): Promise<void> => {
    switch (next.kind) {
      case 'scan': {
        const { scan } = next.heard;
        if (scan.repeat) {
          store.setState({ repeats: store.getState().repeats + 1 });
          return;
        }
        const input = ports.inputOf(next.heard);
        await respond(input instanceof Promise ? await input : input);
        ports.shown(scan.timing?.lastKeyEpochMs ?? Date.parse(scan.at));
        return;
      }
      case 'command':
        await respond({ kind: 'command', command: next.command });
        ports.shown(next.atMs);
        return;
      case 'given':
        await respond(next.input);
        ports.shown(next.atMs);
        return;
      case 'pin':
        await respondToPin(next.pin);
        ports.shown(next.atMs);
        return;
      case 'order': {
        const parcels = await book.byOrderNumber(next.orderNumber);
        await respond({ kind: 'parcels', parcels, by: 'order', text: next.orderNumber });
        ports.shown(next.atMs);
        return;
      }
      case 'at-rest': {
        const bench = benchNow();
        if (!waitsForScale(bench)) return;
        const found = { offered: offeredTo(bench) };
        await side.turn(async () => {
          const result = answerScan(bench, { kind: 'command', command: 'weigh' }, facts.all(bench, found));
          // What is said already is not said again by itself.
          if (waitsForScale(result.bench) === waitsForScale(bench)) return;
          if (await conclude(bench, result)) after(bench, result);
        });
        return;
      }
      case 'granted': {
        const parcel = book.get(next.parcelId);
        const { bench } = store.getState();
        if (!parcel || bench.stop || !bench.operator || !hasRoom(bench, ports.placesHere())) return;
        await respond({ kind: 'parcels', parcels: [parcel], by: 'order', text: parcel.orderNumber });
        return;
      }
      case 'asked-back': {
        await side.turn(async () => {
          const answers = answersOwed();
          if (answers.length === 0) return;
          // Nobody waits for it: what could not be saved is tried again with the next news.
          mayAnswer = await opLog.append(answers, null).then(
            () => true,
            (cause: unknown) => {
              ports.report(cause);
              return false;
            },
          );
        });
        return;
      }
      default: {
        const never: never = next;
        throw new Error(`unexpected ${String(never)}`);
      }
    }
  };

  const work = async (): Promise<void> => {
    for (let next = asked.shift(); next; next = asked.shift()) {
      try {
        await one(next);
      } catch (cause) {
        // Nothing was counted: say so, hold, and leave the bench as it was.
        ports.report(cause);
        notSaved(store.getState().bench, false);
      }
    }
    working = null;
    refresh();
  };

  const ask = (next: Asked): void => {
    asked.push(next);
    working ??= work();
  };

  /** The left side answers for the station; never for what is in anybody's hands. */
  const answersOwed = (): OpDraft[] => {
    if (side.here === 'right') return [];
    const there = side.facts()?.other.parcelIds ?? [];
    return ownAnswers(book, new Set([...inHands(store.getState().bench), ...there]), ports.newOpId);
  };

  /** What head office changed under our hands. Waits for a scan under way: its answer refreshes everything anyway. */
  const refresh = (): void => {
    if (working) return;
    const state = store.getState();
    const { bench } = state;
    const current = facts.hand(bench);
    const interrupted = interruptedBench(state, current, ports);
    if (interrupted) {
      show(interrupted.bench, interrupted.verdict);
      place.keep(store.getState().bench);
      return;
    }
    const shown = ['open', 'lastSealed', 'box', 'boxing'] as const;
    const isOther =
      shown.some((each) => current[each] !== state[each]) || !isSamePlaces(current.places, state.places);
    if (isOther || isFollowed(bench)) store.setState(current);
    if (mayAnswer && answersOwed().length > 0) ask({ kind: 'asked-back' });
    const claimed = claim ? book.get(claim.parcelId) : null;
    if (claim && claimed?.holder === ports.stationId && mayPack(claimed, ports.headOfficeMs())) {
      const { parcelId } = claim;
      claim = null;
      ask({ kind: 'granted', parcelId });
    }
  };

  const restore = async (): Promise<void> => {
    const found = await place.read();
    const isHere = (parcelId: ParcelId): boolean => {
      const parcel = book.get(parcelId);
      return parcel?.state === 'packing' && parcel.holder === ports.stationId;
    };
    const bench: Bench = {
      ...found,
      parcelId: found.parcelId && isHere(found.parcelId) ? found.parcelId : null,
      places: found.places.filter(({ parcelId }) => isHere(parcelId)),
    };
    const verdict = bench.stop ? refusalVerdict(bench.stop) : answer('ready', {}, { tone: 'look' });
    store.setState({ bench, verdict, ...facts.hand(bench) });
  };

  await restore();
  // What was asked while this station was off.
  refresh();
  const listening = [
    book.changes.subscribe(() => {
      mayAnswer = true;
      refresh();
    }),
    directory.changes.subscribe(refresh),
    ...(ports.boxes ? [ports.boxes.changes.subscribe(refresh)] : []),
    ports.tours.changes.subscribe(refresh),
    ports.inbound.changes.subscribe(refresh),
    ports.returns.changes.subscribe(refresh),
    ports.putAway.changes.subscribe(refresh),
    {
      unsubscribe: ports.scale.onRest(() => {
        if (waitsForScale(store.getState().bench)) ask({ kind: 'at-rest' });
      }),
    },
    opLog.changes.subscribe((change) => {
      if (change.kind !== 'answered' || !claim) return;
      const refused = change.results.find((result) => result.opId === claim?.opId)?.refusal;
      if (!refused) return;
      claim = null;
      const { bench } = store.getState();
      const verdict = refusalVerdict(refused);
      show({ ...bench, stop: verdict.holds ? refused : bench.stop }, verdict);
    }),
  ];

  return {
    store,
    scan: (heard) => ask({ kind: 'scan', heard }),
    command: (command) => ask({ kind: 'command', command, atMs: Date.now() }),
    givePin: (pin) => ask({ kind: 'pin', pin, atMs: Date.now() }),
    addToCounter: (chosen) => {
      if (store.getState().bench.aside?.kind !== 'counter')
        ask({ kind: 'command', command: 'counter-sale', atMs: Date.now() });
      ask({ kind: 'given', input: itemOf(chosen, ports.newOpId()), atMs: Date.now() });
    },
    sayPrice: (sku, unitPriceMinor) =>
      ask({ kind: 'given', input: { kind: 'sale-price', sku, unitPriceMinor }, atMs: Date.now() }),
    paySale: (payment) => ask({ kind: 'given', input: { kind: 'sale-payment', payment }, atMs: Date.now() }),
    takeOrder: (form, prices) =>
      ask({ kind: 'given', input: { kind: 'order-form', form, prices }, atMs: Date.now() }),
    openOrder: (orderNumber) => ask({ kind: 'order', orderNumber, atMs: Date.now() }),
    settled: async () => {
      while (working) await working;
      await place.settled();
    },
    close: () => {
      for (const each of listening) each.unsubscribe();
    },
  };
}
