// What is asked when a box is opened and what a plan of its boxes says. Plain data: it crosses to a worker and back.
import type { Handling, ProtectionClass } from '../catalogue/handling';
import type { BoxId } from '../ids';
import type { Box, Padding } from '../packing/box';
import type { Carrier } from '../shipping/carrier';
import type { Destination } from '../shipping/tariff';
import { type Size as SizeMm, volumeMm3 } from '../../units/measure';
import type { BoxType, Piece, Placement, Size } from './goods';
import { mostDelicate, type Prescription, sideMm } from './padding';

export type PlanItem = {
  lineNo: number;
  sku: string;
  name: string;
  quantity: number;
  size: SizeMm;
  weightGrams: number;
  handling: Handling;
};

/** A box of this warehouse, with what its packers have taught. */
export type SiteBox = {
  box: Box;
  /** Share of its room that goods may take, in thousandths. */
  fillPermille: number;
  /** SKUs that are known not to fit. */
  misfits: readonly string[];
};

export type PlanQuestion = {
  items: readonly PlanItem[];
  boxes: readonly SiteBox[];
  paddings: readonly Padding[];
  /** The service the parcel goes with; null: boxes and padding alone are counted. */
  postage: { carrier: Carrier; serviceId: string; to: Destination } | null;
  /** The box the packer took: everything is put into it, or there is no plan. */
  taken: BoxId | null;
};

/** What a packer has to mind about a unit. */
export const stepMarks = ['up', 'fragile', 'liquid', 'hazard', 'alone'] as const;
export type StepMark = (typeof stepMarks)[number];

/** One unit and where it lies, in the order of packing. */
export type PlanStep = {
  lineNo: number;
  sku: string;
  name: string;
  placement: Placement;
  marks: readonly StepMark[];
};

export type PlannedBox = {
  boxId: BoxId;
  name: string;
  /** Room that goods lie in, millimetres: the box less what is kept free along its sides. */
  room: Size;
  sideMm: number;
  steps: PlanStep[];
  protection: ProtectionClass;
  /** Inner room less goods. */
  voidLitres: number;
  padding: Prescription | null;
  /** Share of the inner room that goods take, in thousandths. */
  fillPermille: number;
  grams: number;
  boxMinor: number;
  /** Null: the service has no price for it, or its currency is another one. */
  postageMinor: number | null;
};

export type BoxPlan = {
  boxes: PlannedBox[];
  /** Units by line that no box takes. */
  unboxable: { lineNo: number; quantity: number }[];
  costMinor: number;
  currency: string;
  /** What the next best way would cost more; null when there is none. */
  savesMinor: number | null;
};

/** Pieces beyond this are not planned: nobody follows a picture of so many. */
export const mostPieces = 250;

/** One piece a unit, lines in order: the index of a piece is its place in here. */
export function piecesOf(items: readonly PlanItem[]): { item: PlanItem; piece: Piece }[] {
  return items.flatMap((item) => {
    const piece = pieceOf(item);
    return Array.from({ length: item.quantity }, () => ({ item, piece }));
  });
}

function pieceOf({ size, weightGrams, handling }: PlanItem): Piece {
  const bears = bearsOf(size, weightGrams, handling);
  return {
    length: size.lengthMm,
    width: size.widthMm,
    height: size.heightMm,
    grams: weightGrams,
    ...(handling.thisSideUp || handling.liquid ? { isUpright: true } : {}),
    ...(bears === null ? {} : { bearsGramsPerM2: bears }),
    ...(handling.shipsAlone ? { isAlone: true } : {}),
    ...(handling.hazardClass === null ? {} : { hazardClass: handling.hazardClass }),
  };
}

export function marksOf({ handling }: PlanItem): StepMark[] {
  const { thisSideUp, liquid, protection, hazardClass, shipsAlone } = handling;
  const isFragile = protection === 'fragile' || protection === 'very-fragile';
  const holds: Record<StepMark, boolean> = {
    up: thisSideUp || liquid,
    fragile: isFragile,
    liquid,
    hazard: hazardClass !== null,
    alone: shipsAlone,
  };
  return stepMarks.filter((mark) => holds[mark]);
}

/** Fragile goods bear one of their kind, very fragile ones and liquids in thin walls nothing unless somebody said more. */
function bearsOf(size: SizeMm, weightGrams: number, handling: Handling): number | null {
  if (handling.bearsGramsPerM2 !== null) return handling.bearsGramsPerM2;
  if (handling.protection === 'very-fragile') return 0;
  if (handling.protection !== 'fragile') return null;
  const [a = 1, b = 1] = [size.lengthMm, size.widthMm, size.heightMm].sort((one, other) => one - other);
  return Math.ceil((weightGrams * 1e6) / (a * b));
}

/** The room of a box for goods of this protection; null when the padding leaves none. */
export function roomOf(box: Box, protection: ProtectionClass): Size | null {
  const free = 2 * sideMm[protection];
  const length = box.inner.lengthMm - free;
  const width = box.inner.widthMm - free;
  const height = box.inner.heightMm - free;
  return length > 0 && width > 0 && height > 0 ? { length, width, height } : null;
}

/** A box as the packer of pieces knows it. */
export function boxTypeOf({ box, fillPermille }: SiteBox, protection: ProtectionClass): BoxType | null {
  const room = roomOf(box, protection);
  if (!room) return null;
  const { lengthMm: length, widthMm: width, heightMm: height } = box.outer;
  return {
    boxId: box.boxId,
    inner: room,
    outer: { length, width, height },
    grams: box.tareGrams,
    maxGrams: box.maxGrams,
    ...(fillPermille < 1000 ? { maxFill: Math.floor((volumeMm3(box.inner) * fillPermille) / 1000) } : {}),
  };
}

export function protectionOf(items: readonly PlanItem[]): ProtectionClass {
  return mostDelicate(items.map(({ handling }) => handling.protection));
}
