// Racks and bins that are moved: what becomes of the bins of a rack when it does, and where a bin is next when it is pushed.
import type { FloorChangeAsked } from './floor-change';
import type { Bin, FloorPlan, Rack } from './floor-plan';

/** Its bins keep their bays. */
export function rackMoved(
  { bins }: FloorPlan,
  before: Rack,
  to: Pick<Rack, 'aisle' | 'side' | 'fromMm'>,
): FloorChangeAsked {
  const moved = bins.flatMap((bin): Bin[] =>
    bin.spot?.rack === before.code
      ? [
          {
            ...bin,
            aisle: to.aisle,
            spot: {
              ...bin.spot,
              side: to.side,
              alongMm: Math.max(0, bin.spot.alongMm + to.fromMm - before.fromMm),
            },
          },
        ]
      : [],
  );
  return { put: { racks: [{ ...before, ...to }], bins: moved } };
}

/** With all that is in it. */
export function rackRemoved({ bins }: FloorPlan, { code }: Rack): FloorChangeAsked {
  return {
    remove: {
      racks: [code],
      bins: bins.flatMap(({ locationId, spot }) => (spot?.rack === code ? [locationId] : [])),
    },
  };
}

/** A bin leaves its rack when it leaves that rack's side of the aisle. */
export function binMoved(
  { racks }: FloorPlan,
  bin: Bin,
  to: { aisle: string; side: Rack['side']; alongMm: number; level: number },
): Bin {
  const rack = racks.find(({ code }) => code === bin.spot?.rack);
  const staysIn = rack && rack.aisle === to.aisle && rack.side === to.side;
  const { aisle, ...spot } = to;
  return {
    ...bin,
    aisle,
    spot: { rack: staysIn ? rack.code : null, ...spot, alongMm: Math.max(0, Math.round(spot.alongMm)) },
  };
}

/** Where a push with an arrow leads: by its own width along the aisle, or across it and to the next aisle. Null: nowhere. */
export function pushed(
  plan: FloorPlan,
  bin: Bin,
  key: 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight',
): Bin | null {
  const { spot, aisle } = bin;
  if (!spot || aisle === null) return null;
  const step = stepOf(plan, bin);
  const to = { aisle, side: spot.side, alongMm: spot.alongMm, level: spot.level };
  if (key === 'ArrowUp' || key === 'ArrowDown')
    return binMoved(plan, bin, { ...to, alongMm: spot.alongMm + (key === 'ArrowUp' ? step : -step) });
  const way = key === 'ArrowRight' ? 1 : -1;
  const leaves = (spot.side === 'right') === (way === 1);
  if (!leaves) return binMoved(plan, bin, { ...to, side: way === 1 ? 'right' : 'left' });
  const aisles = [...plan.aisles].sort((a, b) => a.atMm - b.atMm);
  const next = aisles[aisles.findIndex(({ code }) => code === aisle) + way];
  return next ? binMoved(plan, bin, { ...to, aisle: next.code, side: way === 1 ? 'left' : 'right' }) : null;
}

const usualBayMm = 1000;

/** Its width along the aisle, millimetres. */
export function stepOf({ racks }: FloorPlan, { spot, size }: Bin): number {
  return racks.find(({ code }) => code === spot?.rack)?.bayMm ?? size?.lengthMm ?? usualBayMm;
}
