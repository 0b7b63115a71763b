// A small company for property tests: one order, its parcels, the stock ledger and the reservations, kept as head
// office keeps them: every event through effectsOf, every order command through decideOrder. Notes what was refused.
import type { Decision } from '../decision';
import { binOf, opIdOf, parcelIdOf, skuOf } from '../ids.test-kit';
import { decideOrder } from '../order/decide';
import { evolveOrder } from '../order/evolve';
import type { NewLine, Order, OrderCommand } from '../order/order';
import { header, leeds } from '../order/order.test-kit';
import { applyMoves, type Levels, outsideLocations, type StockMove } from '../stock/ledger';
import { decideParcel } from './decide';
import { effectsOf, type TaskDraft } from './effects';
import { foldParcels } from './evolve';
import type { Parcel, ParcelActor, ParcelCommand, ParcelEvent, ParcelLine } from './parcel';
import { headOfficeCommands, here, packer, planOf } from './parcel.test-kit';
import { afterOrderRefusal, answerFact, type FactAnswer } from './reconcile';

export type World = {
  order: Order;
  parcels: Map<string, Parcel>;
  moves: StockMove[];
  levels: Levels;
  /** Units reserved by `lineNo bin`. */
  reserved: Map<string, number>;
  tasks: TaskDraft[];
  /** Order commands that followed from an event and were refused: there must be none. */
  refusedByOrder: string[];
  nextOp: number;
  nextParcel: number;
};

/** Each line: how many units in which of its bins. */
export type WorldPlan = { bins: number[] }[];

export function startWorld(plan: WorldPlan): World {
  const lines: NewLine[] = plan.map(({ bins }, index) => ({
    sku: skuOf(`SKU-${index + 1}`),
    name: `Thing ${index + 1}`,
    unitPriceMinor: 100,
    ordered: bins.reduce((sum, units) => sum + units, 0),
  }));
  const parcelLines = plan.map<ParcelLine>(({ bins }, index) => ({
    lineNo: index + 1,
    sku: skuOf(`SKU-${index + 1}`),
    name: `Thing ${index + 1}`,
    unitWeightGrams: 100,
    expected: bins.reduce((sum, units) => sum + units, 0),
    packed: 0,
    missing: 0,
    damaged: 0,
    cancelled: 0,
    sources: bins.map((quantity, bin) => ({ locationId: binOf(`bin-${index + 1}-${bin + 1}`), quantity })),
  }));
  const world: World = {
    order: tellOrder(null, { type: 'PlaceOrder', header, lines, charges: [] }),
    parcels: new Map(),
    moves: [],
    levels: new Map(),
    reserved: new Map(),
    tasks: [],
    refusedByOrder: [],
    nextOp: 1,
    nextParcel: 2,
  };
  world.order = tellOrder(world.order, { type: 'ConfirmOrder' });
  world.order = tellOrder(world.order, {
    type: 'AllocateLines',
    warehouseId: leeds,
    lines: parcelLines.map(({ lineNo, expected }) => ({ lineNo, quantity: expected })),
  });
  for (const line of parcelLines) {
    for (const { locationId, quantity } of line.sources) {
      move(world, [
        { sku: line.sku, from: outsideLocations.supplier, to: locationId, quantity, cause: 'opening' },
      ]);
      reserve(world, line.lineNo, locationId, quantity);
    }
  }
  const parcelPlan = planOf(parcelLines);
  foldParcels(world.parcels, [
    { type: 'ParcelReleased', parcelId: parcelPlan.parcelId, plan: parcelPlan },
    { type: 'ParcelLeased', parcelId: parcelPlan.parcelId, stationId: here, fence: 1 },
    { type: 'PackingStarted', parcelId: parcelPlan.parcelId, operatorId: packer },
  ]);
  return world;
}

function tellOrder(order: Order | null, command: OrderCommand): Order {
  const decision = decideOrder(order, command);
  if (!decision.ok) throw new Error(`${command.type} refused: ${decision.refusal.code}`);
  return decision.events.reduce<Order | null>((state, event) => evolveOrder(state, event), order) as Order;
}

function move(world: World, moves: StockMove[]): void {
  world.moves.push(...moves);
  applyMoves(world.levels, moves);
}

function reserve(world: World, lineNo: number, bin: string, delta: number): void {
  const key = `${lineNo} ${bin}`;
  const after = (world.reserved.get(key) ?? 0) + delta;
  if (after === 0) world.reserved.delete(key);
  else world.reserved.set(key, after);
}

/** Decides, and applies what was decided with all its effects. */
export function act(world: World, command: ParcelCommand): Decision<ParcelEvent> {
  const parcel = world.parcels.get(command.parcelId) ?? null;
  const decision = decideParcel(parcel, command, actorOf(parcel, command));
  if (decision.ok) for (const event of decision.events) happen(world, event);
  return decision;
}

/** The same for a fact that head office hears late: applied even where it contradicts. */
export function hear(world: World, command: ParcelCommand): FactAnswer {
  const parcel = world.parcels.get(command.parcelId) ?? null;
  const answer = answerFact(parcel, command, actorOf(parcel, command));
  for (const event of answer.events) happen(world, event);
  world.tasks.push(...answer.tasks);
  return answer;
}

function actorOf(parcel: Parcel | null, command: ParcelCommand): ParcelActor | null {
  if (headOfficeCommands.has(command.type)) return null;
  return { stationId: here, personId: packer, fence: parcel?.fence ?? 0 };
}

function happen(world: World, event: ParcelEvent): void {
  const before = world.parcels.get(event.parcelId);
  const followUp: ParcelCommand[] = [];
  if (before) {
    const effects = effectsOf(before, event);
    move(world, effects.moves);
    for (const { lineNo, locationId, delta } of effects.reservations)
      reserve(world, lineNo, locationId, delta);
    for (const command of effects.order) {
      const decision = decideOrder(world.order, command);
      if (decision.ok) for (const told of decision.events) world.order = evolveOrder(world.order, told);
      else {
        const answers = afterOrderRefusal(event.parcelId, command);
        followUp.push(...answers);
        if (answers.length === 0)
          world.refusedByOrder.push(`${event.type}: ${command.type} ${decision.refusal.code}`);
      }
    }
    world.tasks.push(...effects.tasks);
  }
  foldParcels(world.parcels, [event]);
  for (const command of followUp) act(world, command);
}

/**
 * A customer cancels: the order first, then the parcels give up as many units as the order freed of its allocation,
 * newest box first, sealed ones never.
 */
export function cancelOrderLine(world: World, lineNo: number, quantity: number): void {
  const decision = decideOrder(world.order, {
    type: 'CancelLines',
    reason: 'customer',
    lines: [{ lineNo, quantity }],
  });
  if (!decision.ok) return;
  for (const event of decision.events) {
    world.order = evolveOrder(world.order, event);
    if (event.type !== 'AllocationReleased') continue;
    let left = event.lines.reduce((sum, line) => sum + line.quantity, 0);
    for (const parcel of [...world.parcels.values()].reverse()) {
      if (parcel.state === 'sealed' || parcel.state === 'labelled') continue;
      const line = parcel.lines.find((candidate) => candidate.lineNo === lineNo);
      const free = line ? line.expected - line.cancelled - line.missing - line.damaged : 0;
      const taken = Math.min(left, free);
      if (taken <= 0) continue;
      const answer = act(world, {
        type: 'CancelParcelLine',
        parcelId: parcel.parcelId,
        lineNo,
        quantity: taken,
      });
      if (answer.ok) left -= taken;
    }
    if (left > 0) world.refusedByOrder.push(`cancel: ${left} units found in no open parcel`);
  }
}

export function newOp(world: World): ReturnType<typeof opIdOf> {
  world.nextOp += 1;
  return opIdOf(world.nextOp);
}

export function newParcel(world: World): Parcel['parcelId'] {
  world.nextParcel += 1;
  return parcelIdOf(world.nextParcel);
}

export function reservedOf(world: World, lineNo: number): number {
  let sum = 0;
  for (const [key, units] of world.reserved) if (key.startsWith(`${lineNo} `)) sum += units;
  return sum;
}

export function levelAt(world: World, sku: string, bin: string): number {
  return world.levels.get(sku)?.get(bin) ?? 0;
}

/** Levels and reservations without zeros, to compare. */
export function stockPicture(world: World): unknown {
  const levels = [...world.levels].map(
    ([sku, places]) => [sku, Object.fromEntries([...places].filter(([, units]) => units !== 0))] as const,
  );
  return { levels: Object.fromEntries(levels), reserved: Object.fromEntries(world.reserved) };
}
