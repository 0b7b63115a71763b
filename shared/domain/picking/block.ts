// One block of parallel aisles between a front and a rear cross aisle, as a picker walks it. All lengths in metres.

export type Block = {
  aisles: number;
  /** From the front cross aisle to the rear one, through an aisle. */
  aisleLength: number;
  /** Between neighbouring aisles, along a cross aisle. */
  aisleSpacing: number;
  /** A tour begins and ends at the front end of this aisle. */
  depotAisle: number;
};

/** A place to stop at; both sides of the aisle are reached from it. */
export type Stop = {
  /** Counted from 0, left to right. */
  aisle: number;
  /** Above the front cross aisle, 0 to `aisleLength`. */
  height: number;
};

/** @throws RangeError when the stop is not in the block */
export function checkStop(block: Block, { aisle, height }: Stop): void {
  if (!Number.isInteger(aisle) || aisle < 0 || aisle >= block.aisles)
    throw new RangeError(`aisle ${aisle} is not one of the ${block.aisles} of the block`);
  if (!(height >= 0 && height <= block.aisleLength))
    throw new RangeError(`height ${height} is outside an aisle of ${block.aisleLength} m`);
}
