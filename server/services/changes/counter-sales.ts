// Sales over the counter as rows: what was asked and how it was paid, kept as it was told.
import type { WarehouseId } from '../../../shared/domain/ids';
import type { SaleSaid, ToldLine } from '../../../shared/domain/stock/counter-sale';
import type { StreamTx } from '../../db/stream-writer';
import type { Cause, ChangeSet } from './change-set';
import { jsonRows } from './json-rows';

export type CounterSaleRecord = Pick<SaleSaid, 'currency' | 'country' | 'payment'> & {
  warehouseId: WarehouseId;
  opId: string;
  stationId: string;
  number: string;
  cause: Cause;
  lines: readonly ToldLine[];
  totalMinor: number;
  taxMinor: number;
  changeMinor: number;
};

export function storeCounterSales(tx: StreamTx, { counterSales }: ChangeSet): Promise<unknown>[] {
  if (counterSales.length === 0) return [];
  const rows = counterSales.map(({ payment, cause, lines, ...sale }) => ({
    stream_id: sale.warehouseId,
    op_id: sale.opId,
    station_id: sale.stationId,
    number: sale.number,
    at: cause.at,
    actor: cause.actor,
    currency: sale.currency,
    country: sale.country,
    units: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    total_minor: sale.totalMinor,
    tax_minor: sale.taxMinor,
    method: payment.method,
    tendered_minor: payment.method === 'cash' ? payment.tenderedMinor : null,
    change_minor: sale.changeMinor,
    reference: payment.method === 'card' && payment.reference !== '' ? payment.reference : null,
    lines,
  }));
  return [
    tx.client.query({
      name: 'store-counter-sales',
      text: `INSERT INTO counter_sale (stream_id, op_id, station_id, number, at, actor, currency, country, units, total_minor, tax_minor, method,
               tendered_minor, change_minor, reference, lines)
             SELECT * FROM json_to_recordset($1) AS r (stream_id text, op_id uuid, station_id uuid, number text, at timestamptz, actor text, currency text,
               country text, units int, total_minor bigint, tax_minor bigint, method text, tendered_minor bigint, change_minor bigint, reference text, lines jsonb)`,
      values: [jsonRows(rows)],
    }),
  ];
}
