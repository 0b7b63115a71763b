// The length of the shortest tour through the stops of one block: exact, in time linear in the aisles.
// Source: Ratliff and Rosenthal, Order-Picking in a Rectangular Warehouse, Operations Research 31 (1983): what a tour does
// left of a point is one of few classes, told apart by the parity of its ends and by how its pieces hang together.
import type { Block } from './block';

const never = Number.POSITIVE_INFINITY;

/**
 * Lengths of tours of one block. Aisles are told from left to right, each once, those without a stop not at all; so a tour
 * costs no memory.
 */
export class TourLength {
  /** Both ends have an odd number of passages. */
  private odd = never;
  /** One piece, that touches the front only, even. */
  private front = never;
  /** One piece, that touches the rear only, even. */
  private rear = never;
  /** Even at both ends, one piece. */
  private joined = never;
  /** Even at both ends, a piece at each. */
  private apart = never;
  /** Nothing walked yet. */
  private nothing = 0;
  private lastAisle = -1;

  constructor(private readonly block: Block) {}

  begin(): void {
    this.odd = this.front = this.rear = this.joined = this.apart = never;
    this.nothing = 0;
    this.lastAisle = -1;
  }

  /** The next aisle with a stop (or the depot, a stop at height 0), further right than the last. */
  aisle(index: number, low: number, high: number, gap: number): void {
    const length = this.block.aisleLength;
    let { odd, front, rear, joined, apart, nothing } = this;
    if (this.lastAisle >= 0) {
      const way = 2 * (index - this.lastAisle) * this.block.aisleSpacing;
      const leastApart = Math.min(front, rear, apart) + 2 * way;
      front = Math.min(front, joined) + way;
      rear = Math.min(rear, joined) + way;
      odd += way;
      joined += 2 * way;
      apart = leastApart;
      nothing = never;
    }
    const fromRear = 2 * (length - low);
    const fromFront = 2 * high;
    const fromBoth = 2 * (length - gap);
    const least = Math.min(fromRear, fromFront, fromBoth);
    this.odd = Math.min(Math.min(front, rear, joined, apart, nothing) + length, odd + least);
    this.joined = Math.min(odd + length, joined + least, Math.min(front, rear, apart, nothing) + 2 * length);
    this.front = Math.min(front, nothing) + fromFront;
    this.rear = Math.min(rear, nothing) + fromRear;
    this.apart = Math.min(
      front + Math.min(fromRear, fromBoth),
      rear + Math.min(fromFront, fromBoth),
      apart + least,
      nothing + fromBoth,
    );
    this.nothing = never;
    this.lastAisle = index;
  }

  /** Metres; 0 when no aisle was told. */
  end(): number {
    return this.lastAisle < 0 ? 0 : Math.min(this.front, this.rear, this.joined);
  }
}
