// A box and what lies in it, drawn without perspective from above its near corner: x goes to the right and near, y to the
// left and near, z up (isometric projection, axes 120 degrees apart).
import type { Placement, Size } from '../../../shared/domain/boxing/goods';

export type Point = readonly [x: number, y: number];

const cos30 = Math.cos(Math.PI / 6);

export function project(x: number, y: number, z: number): Point {
  return [(x - y) * cos30, (x + y) / 2 - z];
}

type Cuboid = Pick<Placement, 'x' | 'y' | 'z' | 'dx' | 'dy' | 'dz'>;

/** The three faces that are seen: the top, the one to the right, the one to the left. */
export function facesOf({
  x,
  y,
  z,
  dx,
  dy,
  dz,
}: Cuboid): { side: 'top' | 'right' | 'left'; points: Point[] }[] {
  const [x1, y1, z1] = [x + dx, y + dy, z + dz];
  return [
    { side: 'top', points: [project(x, y, z1), project(x1, y, z1), project(x1, y1, z1), project(x, y1, z1)] },
    {
      side: 'right',
      points: [project(x1, y, z1), project(x1, y, z), project(x1, y1, z), project(x1, y1, z1)],
    },
    {
      side: 'left',
      points: [project(x, y1, z1), project(x, y1, z), project(x1, y1, z), project(x1, y1, z1)],
    },
  ];
}

/** Whether `a` has to be drawn before `b`: it lies wholly behind, to the far side of, or under it. */
function isBehind(a: Cuboid, b: Cuboid): boolean {
  return a.x + a.dx <= b.x || a.y + a.dy <= b.y || a.z + a.dz <= b.z;
}

/** Indices in the order of drawing, so that what is nearer covers what is farther. Cuboids must not overlap. */
export function drawingOrder(cuboids: readonly Cuboid[]): number[] {
  const order: number[] = [];
  const begun = new Set<number>();
  const visit = (at: number): void => {
    if (begun.has(at)) return;
    begun.add(at);
    const here = cuboids[at] as Cuboid;
    for (const [other, cuboid] of cuboids.entries())
      if (other !== at && isBehind(cuboid, here) && !isBehind(here, cuboid)) visit(other);
    order.push(at);
  };
  for (const at of cuboids.keys()) visit(at);
  return order;
}

/** Edges of the box that lie behind what is in it, and its bottom. */
export function insideOf({ length, width, height }: Size): Point[][] {
  return [
    [project(0, 0, 0), project(length, 0, 0), project(length, width, 0), project(0, width, 0)],
    [project(0, 0, 0), project(length, 0, 0), project(length, 0, height), project(0, 0, height)],
    [project(0, 0, 0), project(0, width, 0), project(0, width, height), project(0, 0, height)],
  ];
}

/** `x y width height` of everything in a box, with a margin. */
export function viewOf({ length, width, height }: Size): string {
  const margin = Math.max(length, width, height) / 40;
  const left = project(0, width, 0)[0] - margin;
  const right = project(length, 0, 0)[0] + margin;
  const top = project(0, 0, height)[1] - margin;
  const bottom = project(length, width, 0)[1] + margin;
  return [left, top, right - left, bottom - top].map((each) => each.toFixed(1)).join(' ');
}
