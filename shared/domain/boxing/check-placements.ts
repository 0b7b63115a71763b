// Says what is wrong with a packed box. It shares nothing with what packs, and looks at every plan before it is shown.
import { type BoxType, leastSupport, type Piece, type Placement } from './goods';

export type PlacementFault =
  | {
      kind: 'missing' | 'twice' | 'outside' | 'turned' | 'unsupported' | 'crushed' | 'not-alone';
      piece: number;
    }
  | { kind: 'overlap'; piece: number; other: number }
  | { kind: 'hazard'; piece: number; other: number }
  | { kind: 'too-heavy'; grams: number };

export type CheckRules = {
  /** Pairs of hazard classes that do not share a box. */
  apart?: readonly (readonly [string, string])[];
};

/** @param wanted indices of the pieces that must be in this box, each once */
export function checkPlacements(
  box: BoxType,
  pieces: readonly Piece[],
  placements: readonly Placement[],
  wanted: readonly number[],
  rules: CheckRules = {},
): PlacementFault[] {
  const faults: PlacementFault[] = [];
  const seen = new Set<number>();
  for (const { piece } of placements) {
    if (seen.has(piece)) faults.push({ kind: 'twice', piece });
    seen.add(piece);
  }
  for (const piece of wanted) if (!seen.has(piece)) faults.push({ kind: 'missing', piece });
  const grams = placements.reduce((sum, { piece }) => sum + gramsOf(pieces, piece), box.grams);
  if (grams > box.maxGrams) faults.push({ kind: 'too-heavy', grams });
  for (const [at, placement] of placements.entries()) {
    const { piece, x, y, z, dx, dy, dz } = placement;
    const { inner } = box;
    if (x < 0 || y < 0 || z < 0 || x + dx > inner.length || y + dy > inner.width || z + dz > inner.height)
      faults.push({ kind: 'outside', piece });
    if (!isTurnOf(pieces[piece], placement)) faults.push({ kind: 'turned', piece });
    for (const other of placements.slice(at + 1))
      if (sharedBase(placement, other) > 0 && z < other.z + other.dz && other.z < z + dz)
        faults.push({ kind: 'overlap', piece, other: other.piece });
    if (z > 0) {
      const below = placements.filter((each) => each.z + each.dz === z);
      const carried = below.reduce((sum, each) => sum + sharedBase(placement, each), 0);
      if (carried < leastSupport * dx * dy - 1e-9) faults.push({ kind: 'unsupported', piece });
    }
    const bears = pieces[piece]?.bearsGramsPerM2;
    if (bears !== undefined) {
      const above = placements
        .filter((each) => each.z >= z + dz && sharedBase(placement, each) > 0)
        .reduce((sum, each) => sum + gramsOf(pieces, each.piece), 0);
      if (above > (bears * dx * dy) / 1e6) faults.push({ kind: 'crushed', piece });
    }
    if (pieces[piece]?.isAlone && placements.length > 1) faults.push({ kind: 'not-alone', piece });
    for (const other of placements.slice(at + 1)) {
      const [a, b] = [pieces[piece]?.hazardClass, pieces[other.piece]?.hazardClass];
      const isApart = rules.apart?.some(([c, d]) => (a === c && b === d) || (a === d && b === c));
      if (isApart) faults.push({ kind: 'hazard', piece, other: other.piece });
    }
  }
  return faults;
}

function gramsOf(pieces: readonly Piece[], piece: number): number {
  return pieces[piece]?.grams ?? Number.POSITIVE_INFINITY;
}

function isTurnOf(piece: Piece | undefined, { dx, dy, dz }: Placement): boolean {
  if (!piece) return false;
  const sides = [piece.length, piece.width, piece.height];
  const lies = [dx, dy, dz];
  if (piece.isUpright && dz !== piece.height) return false;
  return sides.sort((a, b) => a - b).join() === lies.sort((a, b) => a - b).join();
}

/** Square millimetres in which two pieces lie over each other, seen from above. */
function sharedBase(a: Placement, b: Placement): number {
  const along = (from: number, size: number, otherFrom: number, otherSize: number): number =>
    Math.min(from + size, otherFrom + otherSize) - Math.max(from, otherFrom);
  const x = along(a.x, a.dx, b.x, b.dx);
  const y = along(a.y, a.dy, b.y, b.dy);
  return x > 0 && y > 0 ? x * y : 0;
}
