// Goods that were sold over the counter here and taken away, as the op tells it, with what they cost as head office told last.
import type { OpId } from '../../../shared/domain/ids';
import { documentNumber } from '../../../shared/domain/numbers/series';
import { stationPrices } from '../../../shared/domain/stock/station-prices';
import type { PaperGoods } from '../../../shared/document/paper-parts';
import { opBodies } from '../../../shared/sync/op';
import type { StationRights } from '../../data/station-rights';
import type { PulledCollections } from '../../data/store';
import { opHere, type TakenOps } from './taken-order';

export type Sold = { number: string; at: string; currency: string; goods: PaperGoods[] };

/** Null when it is not among the newest ops of this station. */
export async function readSold(
  opLog: TakenOps,
  products: Pick<PulledCollections['products'], 'byIds'>,
  rights: Pick<StationRights, 'prices'>,
  opId: OpId,
): Promise<Sold | null> {
  const op = await opHere(opLog, opId);
  const body = op?.type === 'counter.sell' ? opBodies['counter.sell'].safeParse(op.body) : null;
  if (!op || !body?.success) return null;
  const { series, number, lines } = body.data;
  const units = new Map<string, number>();
  for (const { sku, quantity } of lines) units.set(sku, (units.get(sku) ?? 0) + quantity);
  const found = (await products.byIds([...units.keys()])).map(({ doc }) => doc);
  const sold = [...units].map(([sku, quantity]) => ({ sku, quantity }));
  const { currency, minorBySku } = stationPrices(found, rights.prices(), 'counter', sold);
  const names = new Map<string, string>(found.map(({ sku, name }) => [sku, name]));
  return {
    number: documentNumber(series, number),
    at: op.at,
    currency,
    goods: sold.map(({ sku, quantity }) => ({
      sku,
      name: names.get(sku) ?? sku,
      quantity,
      unitPriceMinor: minorBySku.get(sku) ?? null,
    })),
  };
}
