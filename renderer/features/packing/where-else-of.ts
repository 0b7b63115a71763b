// Where else units are that are not found, asked while a card stands: of what the station has in its own store.
import type { LocationId, Sku, WarehouseId } from '../../../shared/domain/ids';
import { type WhereElse, whereElse } from '../../../shared/domain/whereabouts/where-else';
import type { Directory } from '../../data/directory';
import type { ShelfBook } from '../../data/shelves';
import type { WhereaboutsBook } from '../../data/whereabouts';

/** `nowMs`: what head office's clock shows by now, for the age of what it told. */
export type KnownElsewhere = WhereElse & { nowMs: number; nameOf: (warehouseId: WarehouseId) => string };
/** @param notAt bins where they were looked for */
export type WhereElseOf = (sku: Sku, notAt: readonly LocationId[]) => KnownElsewhere;

export function openWhereElseOf({
  shelves,
  whereabouts,
  directory,
  headOfficeMs,
  wallMs,
}: {
  shelves: Pick<ShelfBook, 'all'>;
  whereabouts: Pick<WhereaboutsBook, 'of' | 'lookedAt'>;
  directory: Pick<Directory, 'warehouse'>;
  /** Null when it cannot be known: then this computer's own clock says how old it is. */
  headOfficeMs: () => number | null;
  wallMs: () => number;
}): WhereElseOf {
  return (sku, notAt) => ({
    ...whereElse(
      { shelves: shelves.all(), told: whereabouts.of(sku), lookedAt: whereabouts.lookedAt() },
      { sku, notAt },
    ),
    nowMs: headOfficeMs() ?? wallMs(),
    nameOf: (warehouseId) => directory.warehouse(warehouseId)?.name ?? warehouseId,
  });
}
