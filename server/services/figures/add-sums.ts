// Adds tallies to the sums that dashboards read.
import { type SumCell, sumsOf } from '../../../shared/domain/figures/sums';
import type { Tally } from '../../../shared/domain/figures/measures';
import type { Client } from '../../db/pool';

type Sum = SumCell & { count: number; amount: number };

export async function addSums(client: Client, tallies: readonly Tally[]): Promise<void> {
  const sums = new Map<string, Sum>();
  for (const tally of tallies)
    for (const cell of sumsOf(tally)) {
      const id = JSON.stringify([cell.filter, cell.measure, cell.rung, cell.at, cell.dimension, cell.name]);
      const known = sums.get(id);
      if (known) {
        known.count += tally.count;
        known.amount += tally.amount;
      } else sums.set(id, { ...cell, count: tally.count, amount: tally.amount });
    }
  if (sums.size === 0) return;
  // Streams are followed side by side: in one order, none waits for another in a ring.
  const sorted = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
  const column = (name: keyof Sum): unknown[] => sorted.map((sum) => sum[name]);
  await client.query({
    name: 'figures-add-sums',
    text: `INSERT INTO figure_sum AS f (filter, measure, rung, at, dimension, name, count, amount)
           SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::text[], $6::text[], $7::bigint[], $8::bigint[])
           ON CONFLICT (filter, measure, rung, at, dimension, name)
           DO UPDATE SET count = f.count + excluded.count, amount = f.amount + excluded.amount`,
    values: [
      column('filter'),
      column('measure'),
      column('rung'),
      column('at'),
      column('dimension'),
      column('name'),
      column('count'),
      column('amount'),
    ],
  });
}
