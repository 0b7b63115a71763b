// What a bench tells of codes, of wrong products and of photographs changes no parcel: it goes into the history of the warehouse,
// from where the desk of codes, the warnings of look-alikes and the list of photographs read it.
import type { Op } from '../../../shared/sync/op';
import type { Cause, ChangeSet, EventRecord } from '../changes/change-set';
import type { StationFacts } from './apply-op';

export function tellOfCodes(changes: ChangeSet, op: Op, { warehouseId }: StationFacts, cause: Cause): void {
  const tell = (type: string, body: EventRecord['body']): void => {
    changes.events.push({
      aggregate: 'stock',
      aggregateId: op.opId,
      type,
      body: { warehouseId, ...body },
      cause,
    });
  };
  if (op.type === 'code.propose') tell('CodeProposed', { ...op.body, parcelId: op.parcelId });
  if (op.type === 'photo.take') tell(op.body.file ? 'PhotoTaken' : 'PhotoLeftOut', { ...op.body });
  if (op.type === 'bench.refuse-scan' && op.body.wrong) tell('WrongItemScanned', op.body.wrong);
}
