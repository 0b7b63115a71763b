// Puts pieces into one box, one after the other, each into the free space where it suits best. Free space is kept as the
// maximal empty cuboids (Lai and Chan, Computers and Industrial Engineering 32 (1997)): a piece that is put down cuts every
// cuboid it touches into the up to six that are left around it.
import { leastSupport, type Piece, type Placement, type Size, volumeOf } from './goods';

/** Which space suits: the lowest, then the tightest; or the one in which the top of the piece stays lowest. */
export type FillRule = 'lowest' | 'flattest';

export type Filled = { placements: Placement[]; left: number[] };

type Space = { x: number; y: number; z: number; toX: number; toY: number; toZ: number };
type Turn = readonly [dx: number, dy: number, dz: number];

/**
 * @param order indices of pieces in the order they are tried; one that does not fit is left and the next is tried
 * @param grams that the pieces together may weigh
 * @param room that the pieces together may fill, cubic millimetres
 */
export function fillBox(
  inner: Size,
  grams: number,
  pieces: readonly Piece[],
  order: readonly number[],
  rule: FillRule,
  room = Number.POSITIVE_INFINITY,
): Filled {
  let spaces: Space[] = [{ x: 0, y: 0, z: 0, toX: inner.length, toY: inner.width, toZ: inner.height }];
  const placements: Placement[] = [];
  const left: number[] = [];
  let free = grams;
  let freeRoom = room;
  // The same piece again where it did not fit: nothing is freed, so it does not fit now.
  const refused = new Set<string>();
  for (const index of order) {
    const piece = pieces[index] as Piece;
    const likeness = `${piece.length} ${piece.width} ${piece.height} ${piece.grams} ${piece.isUpright} ${piece.bearsGramsPerM2}`;
    const found =
      piece.grams > free || volumeOf(piece) > freeRoom || refused.has(likeness)
        ? null
        : bestPlace(spaces, piece, pieces, placements, rule);
    if (!found) {
      refused.add(likeness);
      left.push(index);
      continue;
    }
    const placement = { piece: index, ...found };
    placements.push(placement);
    free -= piece.grams;
    freeRoom -= volumeOf(piece);
    // Nothing is put over what bears nothing: the air above it is as good as full.
    const toZ = piece.bearsGramsPerM2 === 0 ? inner.height : found.z + found.dz;
    spaces = cut(spaces, {
      x: found.x,
      y: found.y,
      z: found.z,
      toX: found.x + found.dx,
      toY: found.y + found.dy,
      toZ,
    });
  }
  return { placements, left };
}

function turnsOf({ length: l, width: w, height: h, isUpright }: Piece): Turn[] {
  const all: Turn[] = isUpright
    ? [
        [l, w, h],
        [w, l, h],
      ]
    : [
        [l, w, h],
        [w, l, h],
        [l, h, w],
        [h, l, w],
        [w, h, l],
        [h, w, l],
      ];
  return all.filter(
    ([dx, dy, dz], at) => all.findIndex(([a, b, c]) => a === dx && b === dy && c === dz) === at,
  );
}

function bestPlace(
  spaces: readonly Space[],
  piece: Piece,
  pieces: readonly Piece[],
  placements: readonly Placement[],
  rule: FillRule,
): Omit<Placement, 'piece'> | null {
  let best: Omit<Placement, 'piece'> | null = null;
  let bestHeight = Number.POSITIVE_INFINITY;
  let bestTight = Number.POSITIVE_INFINITY;
  const turns = turnsOf(piece);
  for (const { x, y, z, toX, toY, toZ } of spaces) {
    if (rule === 'lowest' && z > bestHeight) continue;
    for (const [dx, dy, dz] of turns) {
      if (x + dx > toX || y + dy > toY || z + dz > toZ) continue;
      const height = rule === 'lowest' ? z : z + dz;
      if (height > bestHeight) continue;
      const [restX, restY, restZ] = [toX - x - dx, toY - y - dy, toZ - z - dz];
      const side = Math.min(restX, restY);
      const tight = (rule === 'lowest' ? Math.min(side, restZ) : side) * 4096 + Math.max(restX, restY);
      if (height === bestHeight && tight >= bestTight) continue;
      const place = { x, y, z, dx, dy, dz };
      if (z > 0 && !stands(place, placements)) continue;
      if (!isBorne(place, piece, pieces, placements)) continue;
      best = place;
      bestHeight = height;
      bestTight = tight;
    }
  }
  return best;
}

type Base = { x: number; y: number; z: number; dx: number; dy: number };

function stands(base: Base, placements: readonly Placement[]): boolean {
  const needed = leastSupport * base.dx * base.dy;
  let carried = 0;
  for (const below of placements) {
    if (below.z + below.dz !== base.z) continue;
    carried += sharedBase(base, below);
    if (carried >= needed) return true;
  }
  return false;
}

/**
 * Whatever lies under a piece, however far, bears its whole weight: on the safe side. A piece may also come to lie under
 * one that is there and reaches over it.
 */
function isBorne(
  place: Omit<Placement, 'piece'>,
  piece: Piece,
  pieces: readonly Piece[],
  placements: readonly Placement[],
): boolean {
  const gramsOn = (below: Omit<Placement, 'piece'>): number =>
    placements.reduce(
      (sum, other) =>
        other.z >= below.z + below.dz && sharedBase(below, other) > 0
          ? sum + (pieces[other.piece]?.grams ?? 0)
          : sum,
      0,
    );
  const mayBear = ({ bearsGramsPerM2 }: Piece, { dx, dy }: Omit<Placement, 'piece'>): number =>
    bearsGramsPerM2 === undefined ? Number.POSITIVE_INFINITY : (bearsGramsPerM2 * dx * dy) / 1e6;
  if (piece.bearsGramsPerM2 !== undefined && gramsOn(place) > mayBear(piece, place)) return false;
  return placements.every((below) => {
    const under = pieces[below.piece] as Piece;
    if (under.bearsGramsPerM2 === undefined || below.z + below.dz > place.z || sharedBase(place, below) === 0)
      return true;
    return gramsOn(below) + piece.grams <= mayBear(under, below);
  });
}

function sharedBase(a: Base, b: Base): number {
  const x = Math.min(a.x + a.dx, b.x + b.dx) - Math.max(a.x, b.x);
  if (x <= 0) return 0;
  const y = Math.min(a.y + a.dy, b.y + b.dy) - Math.max(a.y, b.y);
  return y <= 0 ? 0 : x * y;
}

/** Free space around a block that was put into it. */
function cut(spaces: readonly Space[], block: Space): Space[] {
  const kept: Space[] = [];
  const pieces: Space[] = [];
  for (const space of spaces) {
    if (
      block.x >= space.toX ||
      block.toX <= space.x ||
      block.y >= space.toY ||
      block.toY <= space.y ||
      block.z >= space.toZ ||
      block.toZ <= space.z
    ) {
      kept.push(space);
      continue;
    }
    if (block.x > space.x) pieces.push({ ...space, toX: block.x });
    if (block.toX < space.toX) pieces.push({ ...space, x: block.toX });
    if (block.y > space.y) pieces.push({ ...space, toY: block.y });
    if (block.toY < space.toY) pieces.push({ ...space, y: block.toY });
    if (block.z > space.z) pieces.push({ ...space, toZ: block.z });
    if (block.toZ < space.toZ) pieces.push({ ...space, z: block.toZ });
  }
  for (const [at, piece] of pieces.entries()) {
    const isInside =
      kept.some((other) => holds(other, piece)) ||
      pieces.some(
        (other, position) =>
          position !== at && holds(other, piece) && (position < at || !holds(piece, other)),
      );
    if (!isInside) kept.push(piece);
  }
  return kept;
}

function holds(outer: Space, inner: Space): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.z <= inner.z &&
    outer.toX >= inner.toX &&
    outer.toY >= inner.toY &&
    outer.toZ >= inner.toZ
  );
}
