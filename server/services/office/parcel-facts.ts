// The three facts of parcels as head office knows them, out of the ops that sealed and handed them over. Here the first
// two are one moment apart or many hours: a bench that packed offline is known by when its op came.
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import {
  type Acceptance,
  type KnownAct,
  outcomeOf,
  type ThreeFacts,
  threeFacts,
} from '../../../shared/domain/parcel/three-facts';
import type { OpResult } from '../../../shared/sync/documents';
import type { Queryable } from '../../db/pool';

type Act = {
  op_id: string;
  parcel_id: string;
  type: 'parcel.seal' | 'parcel.hand-over';
  status: OpResult['status'];
  at: string;
  received_at: string;
};

export async function factsOfParcels(
  db: Queryable,
  parcels: readonly Parcel[],
): Promise<(parcel: Parcel) => ThreeFacts> {
  const { rows } = await db.query<Act>(
    `SELECT op_id, parcel_id, type, status, at, received_at FROM op
     WHERE parcel_id = ANY($1::uuid[]) AND type IN ('parcel.seal', 'parcel.hand-over')`,
    [parcels.map(({ parcelId }) => parcelId)],
  );
  return (parcel) => {
    const acts = rows.filter((row) => row.parcel_id === parcel.parcelId);
    const seal = acts.find((act) => act.type === 'parcel.seal' && act.op_id === parcel.sealedBy);
    const handOvers = acts.filter((act) => act.type === 'parcel.hand-over');
    return threeFacts(
      seal ? knownAct(seal, true) : null,
      handOvers.map(
        (act): Acceptance => ({ ...knownAct(act, parcel.state === 'handed-over'), source: 'driver-scan' }),
      ),
    );
  };
}

function knownAct(act: Act, isInParcel: boolean): KnownAct {
  return { at: act.at, outcome: outcomeOf(true, act.status, isInParcel), knownAt: act.received_at };
}
