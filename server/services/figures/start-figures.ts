// Keeps the figures: everything that happens is added once, in the transaction that notes how far the history was read.
import {
  countedTypes,
  type MeasureName,
  measureNames,
  measures,
  type Tally,
} from '../../../shared/domain/figures/measures';
import { type Client, type Pool, withTransaction } from '../../db/pool';
import { startFollower } from '../../jobs/follow-events';
import type { JobLoop } from '../../jobs/job-loop';
import { addSums } from './add-sums';
import { countEvents } from './count-events';
import { noteMaterialCosts } from './material-costs';

export const figuresFollower = 'figures';

type Options = { pool: Pool; idleMs: number; onFailure: (cause: unknown, name: string) => void };

export function startFigures({ pool, idleMs, onFailure }: Options): JobLoop {
  return startFollower({
    pool,
    name: figuresFollower,
    types: countedTypes,
    fromStart: true,
    react: async (client, events) => {
      const last = Math.max(...events.map(({ at }) => new Date(at).getTime()));
      await noteMaterialCosts(client, new Date(last).toISOString());
      const counted = await countEvents(client, events);
      const tallies = counted.flatMap((each) => each.tallies);
      const hours = await addTallies(client, 'figure', tallies);
      await addTallies(client, 'figure', hours);
      const all = gathered([...tallies, ...hours]);
      await addTallies(client, 'figure_month', all.map(ofMonth));
      await addSums(client, all);
    },
    idleMs,
    onFailure,
  });
}

/** They are added up anew from the beginning: the currency they are in has changed. Whoever adds meanwhile is waited for. */
export async function recountFigures(pool: Pool): Promise<void> {
  await withTransaction(pool, async (client) => {
    await client.query('UPDATE follower SET seq = 0 WHERE name = $1', [figuresFollower]);
    await client.query('DELETE FROM figure');
    await client.query('DELETE FROM figure_month');
    await client.query('DELETE FROM figure_sum');
  });
}

const cellOf = ({ measure, day, channel, country, currency, warehouse, key }: Tally): string =>
  JSON.stringify([measure, day, channel, country, currency, warehouse, key]);

const handed = measureNames.filter((name) => measures[name].key === 'hand');

const ofMonth = (tally: Tally): Tally => ({
  ...tally,
  day: `${tally.day.slice(0, 8)}01`,
  key: measures[tally.measure].key === 'hand' ? '' : tally.key,
});

/**
 * Tallies of the same cell as one, in the order of their cells: streams are followed side by side, and in one order none waits
 * for another in a ring.
 */
function gathered(tallies: readonly Tally[]): Tally[] {
  const cells = new Map<string, Tally>();
  for (const tally of tallies) {
    const cell = cellOf(tally);
    const known = cells.get(cell);
    if (known) {
      known.count += tally.count;
      known.amount += tally.amount;
    } else cells.set(cell, { ...tally });
  }
  return [...cells].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, tally]) => tally);
}

/** @returns hours of hands that had not been there before */
async function addTallies(
  client: Client,
  table: 'figure' | 'figure_month',
  tallies: readonly Tally[],
): Promise<Tally[]> {
  const sorted = gathered(tallies);
  if (sorted.length === 0) return [];
  const column = (name: keyof Tally): unknown[] => sorted.map((tally) => tally[name]);
  const { rows } = await client.query<Pick<Tally, 'day' | 'warehouse'> & { measure: MeasureName | null }>({
    name: `figures-add-${table}`,
    text: `INSERT INTO ${table} AS f (measure, day, channel, country, currency, warehouse, key, count, amount)
           SELECT * FROM unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[])
           ON CONFLICT (measure, day, channel, country, currency, warehouse, key)
           DO UPDATE SET count = f.count + excluded.count, amount = f.amount + excluded.amount
           RETURNING CASE WHEN xmax = 0 AND key ~ ' .' AND measure = ANY($10::text[]) THEN measure END AS measure, day::text, warehouse`,
    values: [
      column('measure'),
      column('day'),
      column('channel'),
      column('country'),
      column('currency'),
      column('warehouse'),
      column('key'),
      column('count'),
      column('amount'),
      handed,
    ],
  });
  return rows.flatMap(({ measure, day, warehouse }) =>
    measure === null ? [] : [hourOf(measure, day, warehouse)],
  );
}

const hourOf = (key: MeasureName, day: string, warehouse: string): Tally => ({
  measure: 'worked',
  day,
  channel: '',
  country: '',
  currency: '',
  warehouse,
  key,
  count: 1,
  amount: 0,
});
