// Goods that were sold over the counter here and taken away, as the op tells it: what was asked and how it was paid stands in it.
// Where it does not, they cost what head office told last.
import type { OpId } from '../../../shared/domain/ids';
import { documentNumber } from '../../../shared/domain/numbers/series';
import { sumsOf, toldLines } from '../../../shared/domain/stock/counter-sale';
import { stationPrices } from '../../../shared/domain/stock/station-prices';
import type { SalePaid } from '../../../shared/document/paper-of-sale';
import type { PaperGoods } from '../../../shared/document/paper-parts';
import { opBodies } from '../../../shared/sync/op';
import type { StationRights } from '../../data/station-rights';
import type { PulledCollections } from '../../data/store';
import { opHere, type TakenOps } from './taken-order';

export type Sold = {
  number: string;
  at: string;
  currency: string;
  goods: PaperGoods[];
  /** Null: the op is of before stations asked how a sale is paid. */
  paid: SalePaid | null;
};

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
  const { series, number, lines, said } = body.data;
  const units = new Map<string, number>();
  for (const { sku, quantity } of lines) units.set(sku, (units.get(sku) ?? 0) + quantity);
  const found = (await products.byIds([...units.keys()])).map(({ doc }) => doc);
  const sold = [...units].map(([sku, quantity]) => ({ sku, quantity }));
  const names = new Map<string, string>(found.map(({ sku, name }) => [sku, name]));
  if (said) {
    const told = toldLines(lines, said);
    return {
      number: documentNumber(series, number),
      at: op.at,
      currency: said.currency,
      goods: told.map(({ sku, quantity, unitPriceMinor, isUnpriced }) => ({
        sku,
        name: names.get(sku) ?? sku,
        quantity,
        unitPriceMinor: isUnpriced ? null : unitPriceMinor,
      })),
      paid: { ...sumsOf(told), payment: said.payment },
    };
  }
  const { currency, minorBySku } = stationPrices(found, rights.prices(), 'counter', sold);
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
    paid: null,
  };
}
