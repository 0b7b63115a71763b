// The people a batch of ops names, as head office knows them: one statement, and one more when somebody may not.
import { companyStream, type WarehouseId } from '../../../shared/domain/ids';
import type { Queryable } from '../../db/pool';
import type { PersonDoc } from '../people/list-people';
import type { DeliveredOp, OpPeople } from './apply-op';
import { notAllowedKey, peopleOf, whoMayNot } from './who-may-not';

export async function loadOpPeople(
  db: Queryable,
  warehouseId: WarehouseId,
  delivered: readonly DeliveredOp[],
): Promise<OpPeople> {
  const ids = [...new Set(delivered.flatMap(({ envelope }) => peopleOf(envelope)))];
  const roles = await rolesOf(db, ids);
  const mayNot = delivered.some(({ envelope }) => whoMayNot(envelope, { roles }));
  return { roles, tasks: mayNot ? await openTasks(db, warehouseId) : new Map() };
}

async function rolesOf(db: Queryable, ids: readonly string[]): Promise<OpPeople['roles']> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<{ person: PersonDoc }>({
    name: 'people-of-ops',
    text: `SELECT doc->'person' AS person FROM directory
           WHERE stream_id = $1 AND kind = 'person' AND NOT deleted AND doc->'person'->>'personId' = ANY($2::text[])`,
    values: [companyStream, ids],
  });
  return new Map(rows.map(({ person }) => [person.personId, person]));
}

async function openTasks(db: Queryable, warehouseId: WarehouseId): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{
    task_id: string;
    person: string;
    parcel_id: string | null;
    station: string;
  }>({
    name: 'open-not-allowed',
    text: `SELECT task_id, doc->'values'->>'personId' AS person, parcel_id, doc->'values'->>'stationId' AS station
           FROM task WHERE stream_id = $1 AND kind = 'not-allowed' AND state = 'open'`,
    values: [warehouseId],
  });
  return new Map(rows.map((row) => [notAllowedKey(row.person, row.parcel_id, row.station), row.task_id]));
}
