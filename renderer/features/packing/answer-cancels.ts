// What this station answers to a cancellation without asking anybody: a parcel nobody has in hand gives the units up, a
// sealed one is too late. A box on the bench is never answered for here: its packer has to see it (interruption.ts).
import { answerByItself } from '../../../shared/domain/parcel/asked-back';
import type { OpId, ParcelId } from '../../../shared/domain/ids';
import type { OpDraft } from '../../../shared/sync/op';
import type { ParcelBook } from '../../data/parcels';

export function ownAnswers(book: ParcelBook, inHands: ReadonlySet<ParcelId>, newOpId: () => OpId): OpDraft[] {
  return book.held().flatMap<OpDraft>((parcel) => {
    const body = inHands.has(parcel.parcelId) ? null : answerByItself(parcel);
    if (!body) return [];
    const { parcelId, fence } = parcel;
    return [{ opId: newOpId(), type: 'parcel.answer-cancel', parcelId, fence, body }];
  });
}
