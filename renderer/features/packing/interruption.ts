// What head office can do to a box while it is being packed: take it back, cancel it, ask units of it back. Each is said
// at once and held, because the goods are already in somebody's hands.
import type { StationId } from '../../../shared/domain/ids';
import { answer, refusalVerdict, type Verdict } from '../../../shared/domain/packing/verdict';
import { isStanding } from '../../../shared/domain/cancelling/questions';
import type { Refusal } from '../../../shared/domain/decision';
import { askedBack } from '../../../shared/domain/parcel/asked-back';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { toTakeOut } from '../../../shared/domain/parcel/questions';

export type Interruption = { verdict: Verdict; closes: boolean };

/**
 * @param shown the open parcel as the screen shows it
 * @param now the same parcel after news from head office, or null when this station no longer has it
 * @param stop what is held already
 */
export function interruptionOf(
  shown: Parcel | null,
  now: Parcel | null,
  stationId: StationId,
  stop: Refusal | null,
): Interruption | null {
  if (!shown) return null;
  const number = shown.orderNumber;
  if (now?.state === 'cancelled')
    return { verdict: refusalVerdict({ code: 'parcel-cancelled', values: { number } }), closes: true };
  // Somebody else was faster: head office does not take this provisional pack.
  if (shown.provisional && now?.holder !== stationId)
    return { verdict: refusalVerdict({ code: 'packed-elsewhere', values: { number } }), closes: true };
  if (!now || now.holder !== stationId || now.state === 'released')
    return { verdict: refusalVerdict({ code: 'parcel-not-held-here', values: { number } }), closes: true };
  if (isStanding(now.cancel)) {
    const asked = askedBack(now);
    const isShown = stop?.code === asked.code && stop.values['what'] === asked.values['what'];
    return isShown ? null : { verdict: refusalVerdict(asked), closes: false };
  }
  for (const line of now.lines) {
    const before = shown.lines.find((candidate) => candidate.lineNo === line.lineNo);
    const quantity = toTakeOut(line);
    if (before && quantity > toTakeOut(before) && line.cancelled > before.cancelled) {
      const values = { number, sku: line.sku, name: line.name, quantity };
      return {
        verdict: refusalVerdict({ code: 'line-cancelled', values }, { kind: 'line', lineNo: line.lineNo }),
        closes: false,
      };
    }
  }
  return isNewlySpecial(shown, now)
    ? {
        verdict: answer('special-now', { number }, { tone: 'look', sound: 'look' }),
        closes: false,
      }
    : null;
}

/** It has become special, or says something else than before. */
function isNewlySpecial({ special: before }: Parcel, { special }: Parcel): boolean {
  if (!special) return false;
  const said = (each: typeof special): string =>
    JSON.stringify([each.kinds.map(({ kindId }) => kindId), each.note, each.giftMessage, each.needsSecond]);
  return !before || said(before) !== said(special);
}
