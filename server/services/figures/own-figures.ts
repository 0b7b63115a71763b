// What the hands of one person did, from the cells that are told to nobody else: a person sees their own, and says whether a
// supervisor may.
import type { OwnFigures } from '../../../shared/contract/reports';
import type { Queryable } from '../../db/pool';

type Row = OwnFigures['days'][number];

export async function readOwnFigures(
  db: Queryable,
  { personId, name }: { personId: string; name: string },
  { from, to }: { from: string; to: string },
): Promise<OwnFigures> {
  const { rows } = await db.query<Row>({
    name: 'figures-own',
    // A key is the hour and the person.
    text: `SELECT day::text AS day,
             coalesce(sum(count) FILTER (WHERE measure = 'picked'), 0)::float8 AS picks,
             coalesce(sum(amount) FILTER (WHERE measure = 'picked'), 0)::float8 AS "unitsPicked",
             (count(DISTINCT (key, warehouse)) FILTER (WHERE measure = 'picked'))::int AS "hoursPicking",
             coalesce(sum(count) FILTER (WHERE measure = 'packed'), 0)::float8 AS parcels,
             coalesce(sum(amount) FILTER (WHERE measure = 'packed'), 0)::float8 AS "unitsPacked",
             (count(DISTINCT (key, warehouse)) FILTER (WHERE measure = 'packed'))::int AS "hoursPacking"
           FROM figure WHERE measure IN ('picked', 'packed') AND day BETWEEN $1::date AND $2::date AND substr(key, 4) = $3 GROUP BY day ORDER BY day`,
    values: [from, to, personId],
  });
  return { personId, name, isShared: await isShared(db, personId), days: rows };
}

export async function isShared(db: Queryable, personId: string): Promise<boolean> {
  const { rows } = await db.query({
    name: 'figures-shared',
    text: 'SELECT 1 FROM shared_own_figures WHERE person_id = $1',
    values: [personId],
  });
  return rows.length > 0;
}

export async function shareOwnFigures(
  db: Queryable,
  personId: string,
  isWanted: boolean,
  at: string,
): Promise<void> {
  if (isWanted)
    await db.query('INSERT INTO shared_own_figures (person_id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      personId,
      at,
    ]);
  else await db.query('DELETE FROM shared_own_figures WHERE person_id = $1', [personId]);
}
