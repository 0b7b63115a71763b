// The plan of boxes for the parcel that is open: asked of the planner when the box is opened or its content changes, checked
// here before anybody sees it. A plan that breaks a rule is a bug: it is reported and not shown, and the packer chooses.
import { Subject, type Observable } from 'rxjs';
import { checkPlan } from '../../../shared/domain/boxing/check-plan';
import type { BoxPlan, PlanItem, PlanQuestion } from '../../../shared/domain/boxing/plan';
import { handlingOf, type PackInstruction } from '../../../shared/domain/catalogue/handling';
import type { Product } from '../../../shared/domain/catalogue/product';
import type { BoxId, WarehouseId } from '../../../shared/domain/ids';
import type { UsedPadding } from '../../../shared/domain/packing/box';
import type { ToRead } from '../../../shared/domain/packing/session';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { wanted } from '../../../shared/domain/parcel/questions';
import { destinationOf } from '../../../shared/domain/shipping/tariff';
import type { Directory } from '../../data/directory';
import type { PulledCollections } from '../../data/store';
import type { BoxPlanner } from './box-planner';

/** `none`: not to be planned, or not rightly; the packer chooses. */
export type Boxing = {
  state: 'thinking' | 'planned' | 'none';
  /** What is shown: the box that was taken, with everything in it, or the plan. */
  plan: BoxPlan | null;
  /** Boxes of the plan, the first of them now; empty while there is none. */
  planned: readonly BoxId[];
  fillPermille: number;
  /** For the box that is packed now. */
  padding: UsedPadding | null;
  toRead: readonly (ToRead & { words: PackInstruction })[];
};

export type BoxDesk = {
  /** What is known now, at once; more comes with `changes`. */
  of: (parcel: Parcel) => Boxing;
  changes: Observable<void>;
  /** Resolves when everything asked so far has been answered. */
  settled: () => Promise<void>;
  close: () => void;
};

export type BoxDeskPorts = {
  planner: BoxPlanner;
  directory: Pick<Directory, 'boxesAt' | 'paddings' | 'carrier'>;
  products: Pick<PulledCollections['products'], 'byIds'>;
  warehouseId: WarehouseId;
  report: (cause: unknown) => void;
};

const thinking: Boxing = {
  state: 'thinking',
  plan: null,
  planned: [],
  fillPermille: 0,
  padding: null,
  toRead: [],
};
const nothing: Boxing = { ...thinking, state: 'none' };
/** Parcels whose plans are kept: the open one and those parked beside it. */
const keptParcels = 12;

type Kept = { content: string; taken: BoxId | null; boxing: Boxing };

export function openBoxDesk(ports: BoxDeskPorts): BoxDesk {
  const kept = new Map<string, Kept>();
  const changes = new Subject<void>();
  const running = new Set<Promise<void>>();
  let isClosed = false;

  const checked = async (question: PlanQuestion): Promise<BoxPlan | null> => {
    const plan = await ports.planner.plan(question);
    if (!plan) return null;
    const faults = checkPlan(question, plan);
    if (faults.length === 0) return plan;
    ports.report(
      new Error(`a plan of boxes is wrong and is not shown: ${JSON.stringify(faults.slice(0, 5))}`),
    );
    return null;
  };

  const think = async (parcel: Parcel): Promise<Boxing> => {
    const lines = parcel.lines.filter((line) => wanted(line) > 0);
    const found = await ports.products.byIds([...new Set(lines.map(({ sku }) => sku))]);
    const products = new Map(found.map(({ doc }) => [doc.sku as string, doc]));
    const toRead = toReadOf(parcel, products);
    const items = lines.flatMap((line) => itemOf(line, products) ?? []);
    const none: Boxing = { ...nothing, toRead };
    const boxes = ports.directory.boxesAt(ports.warehouseId);
    if (items.length < lines.length || boxes.length === 0) return none;
    const question: PlanQuestion = {
      items,
      boxes,
      paddings: ports.directory.paddings(),
      postage: postageOf(parcel, ports.directory),
      taken: null,
    };
    const best = await checked(question);
    const [first] = best?.boxes ?? [];
    if (!best || !first) return none;
    const planned = best.boxes.map(({ boxId }) => boxId);
    const taken = parcel.boxId;
    const plan =
      taken === null || planned.includes(taken)
        ? withFirst(best, taken ?? first.boxId)
        : await checked({ ...question, taken });
    return {
      state: 'planned',
      plan,
      planned,
      fillPermille: first.fillPermille,
      padding: paddingOf(plan),
      toRead,
    };
  };

  const ask = (parcel: Parcel, content: string): Boxing => {
    const before = kept.get(parcel.parcelId);
    // What was planned stays on screen while another box is thought about.
    const boxing = before?.content === content ? before.boxing : thinking;
    const mine: Kept = { content, taken: parcel.boxId, boxing };
    kept.delete(parcel.parcelId);
    kept.set(parcel.parcelId, mine);
    for (const parcelId of kept.keys()) if (kept.size > keptParcels) kept.delete(parcelId);
    const asked = think(parcel)
      .catch((cause: unknown): Boxing => {
        if (!isClosed) ports.report(cause);
        return nothing;
      })
      .then((told) => {
        mine.boxing = told;
        if (!isClosed && kept.get(parcel.parcelId) === mine) changes.next();
      })
      .finally(() => running.delete(asked));
    running.add(asked);
    return boxing;
  };

  return {
    of: (parcel) => {
      const content = contentOf(parcel);
      const known = kept.get(parcel.parcelId);
      return known?.content === content && known.taken === parcel.boxId ? known.boxing : ask(parcel, content);
    },
    changes: changes.asObservable(),
    settled: async () => {
      while (running.size > 0) await Promise.all(running);
    },
    close: () => {
      isClosed = true;
      ports.planner.close();
      changes.complete();
    },
  };
}

/** What is in it once it is complete: scans do not change it, a missing unit does. */
function contentOf({ lines }: Parcel): string {
  return lines.map((line) => `${line.lineNo}:${wanted(line)}`).join(' ');
}

function itemOf(line: Parcel['lines'][number], products: ReadonlyMap<string, Product>): PlanItem | null {
  const product = products.get(line.sku);
  if (!product) return null;
  const { lineNo, sku, name, unitWeightGrams } = line;
  return {
    lineNo,
    sku,
    name,
    quantity: wanted(line),
    size: product.size,
    weightGrams: unitWeightGrams,
    handling: handlingOf(product),
  };
}

function toReadOf({ lines }: Parcel, products: ReadonlyMap<string, Product>): Boxing['toRead'] {
  return lines.flatMap(({ lineNo, sku, name }) =>
    (products.get(sku)?.handling?.instructions ?? []).map((words, at) => ({ lineNo, sku, name, at, words })),
  );
}

function postageOf(
  { shipping, shipTo }: Parcel,
  directory: Pick<Directory, 'carrier'>,
): PlanQuestion['postage'] {
  const carrier = directory.carrier(shipping.carrierId);
  if (!carrier) return null;
  const services = carrier.services.filter(({ serviceId }) => serviceId === shipping.serviceId);
  return { carrier: { ...carrier, services }, serviceId: shipping.serviceId, to: destinationOf(shipTo) };
}

function paddingOf(plan: BoxPlan | null): UsedPadding | null {
  const padding = plan?.boxes[0]?.padding;
  return padding ? { paddingId: padding.paddingId, quantity: padding.quantity } : null;
}

function withFirst(plan: BoxPlan, boxId: BoxId): BoxPlan {
  const at = plan.boxes.findIndex((box) => box.boxId === boxId);
  const first = plan.boxes[at];
  return first && at > 0 ? { ...plan, boxes: [first, ...plan.boxes.toSpliced(at, 1)] } : plan;
}
