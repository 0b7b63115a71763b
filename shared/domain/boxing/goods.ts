// What is put into boxes, boxes, and where things lie in them. Lengths in whole millimetres, weights in whole grams.

export type Size = { length: number; width: number; height: number };

/** One piece. */
export type Piece = Size & {
  grams: number;
  /** Its height stays upright ("this side up", liquids). */
  isUpright?: boolean;
  /** What may stand on it, grams on a square metre of its top; absent: anything, 0: nothing. */
  bearsGramsPerM2?: number;
  /** In a box with nothing else. */
  isAlone?: boolean;
  /** Pieces of classes that are named together in `apart` of the rules never share a box. */
  hazardClass?: string;
};

export type BoxType = {
  boxId: string;
  inner: Size;
  outer: Size;
  /** Of the empty box. */
  grams: number;
  /** Of the full box. */
  maxGrams: number;
  /** What the pieces in it may fill, cubic millimetres; left out: all of it. */
  maxFill?: number;
};

/** Where a piece lies: its corner nearest the origin and its extent along x (length), y (width), z (height). */
export type Placement = {
  /** Index of the piece. */
  piece: number;
  x: number;
  y: number;
  z: number;
  dx: number;
  dy: number;
  dz: number;
};

/** The least share of a piece's base that stands on the floor of the box or on other pieces. */
export const leastSupport = 0.7;

export const volumeOf = ({ length, width, height }: Size): number => length * width * height;
