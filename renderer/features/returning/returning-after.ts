// What a bench that takes goods back stands at after one of its own ops, where nothing else was written down: the power went
// between the op and the note.
import type { Bench } from '../../../shared/domain/packing/session';
import { mostPhotos, returnIdSchema } from '../../../shared/domain/returns/goods-return';
import { type Returning, startedReturning } from '../../../shared/domain/returns/returning';
import type { Op } from '../../../shared/sync/op';

/** What was judged and not noted is told already: as new, it still goes into a bin. */
export function returningAfter(
  aside: Bench['aside'],
  op: Extract<Op, { type: `return.${string}` }>,
): Bench['aside'] {
  const before = aside?.kind === 'return' ? aside.returning : startedReturning();
  if (op.type === 'return.finish') return { kind: 'return', returning: startedReturning() };
  const { returnId, orderId, number } = op.body;
  const isKnown = orderId !== null || number !== null;
  const withIt: Returning =
    isKnown && before.with?.returnId !== returnId
      ? { ...startedReturning(), with: { returnId, orderId, number } }
      : before;
  return { kind: 'return', returning: returningWith(withIt, op) };
}

/** A photograph that was told and not noted goes with the units in the hand all the same. */
export function photographedAfter(
  aside: Bench['aside'],
  op: Extract<Op, { type: 'photo.take' }>,
): Bench['aside'] {
  const { subject, file } = op.body;
  if (aside?.kind !== 'return' || subject.kind !== 'return' || !file) return aside;
  const { returning } = aside;
  if (!returning.asking || returning.photos.includes(file.hash)) return aside;
  const photosOf = returning.with ? null : (returnIdSchema.safeParse(subject.id).data ?? null);
  const photos = [...returning.photos, file.hash].slice(-mostPhotos);
  return { kind: 'return', returning: { ...returning, photos, photosOf } };
}

function returningWith(
  returning: Returning,
  op: Exclude<Extract<Op, { type: `return.${string}` }>, { type: 'return.finish' }>,
): Returning {
  const { acts, toShelve } = returning;
  switch (op.type) {
    case 'return.take': {
      if (acts.some(({ opId }) => opId === op.opId)) return returning;
      const { sku, quantity, condition, code, scanId } = op.body;
      const act = { opId: op.opId, sku, name: sku, quantity, condition, to: null, code };
      const isForSale = condition === 'as-new' && returning.with !== null;
      const units = { opId: op.opId, sku, name: sku, quantity, code, scanId, measures: null };
      return {
        ...returning,
        asking: null,
        photos: [],
        photosOf: null,
        acts: [...acts, act],
        toShelve: isForSale ? [...toShelve, units] : toShelve,
      };
    }
    case 'return.undo': {
      const isOther = ({ opId }: { opId: string }): boolean => opId !== op.body.undoes;
      return { ...returning, acts: acts.filter(isOther), toShelve: toShelve.filter(isOther) };
    }
    case 'return.shelve': {
      const first = toShelve.find(({ sku }) => sku === op.body.sku);
      if (!first) return returning;
      const left = first.quantity - op.body.quantity;
      return {
        ...returning,
        acts: acts.map((act) => (act.opId === first.opId ? { ...act, to: op.body.to } : act)),
        toShelve: toShelve.flatMap((each) =>
          each !== first ? [each] : left > 0 ? [{ ...first, quantity: left }] : [],
        ),
      };
    }
    case 'return.report':
      return { ...returning, note: '' };
  }
}
