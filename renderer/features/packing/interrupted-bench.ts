// The bench after head office did something to a parcel that stands on it. What is in hand is stopped; what stands beside it
// is said, and stopped when somebody turns to it: a cancellation interrupts its own place.
import { isStanding } from '../../../shared/domain/cancelling/questions';
import { withoutParcel } from '../../../shared/domain/packing/open-places';
import type { Bench } from '../../../shared/domain/packing/session';
import { answer, type Verdict } from '../../../shared/domain/packing/verdict';
import type { HandState } from './bench-facts';
import { interruptionOf } from './interruption';
import type { PackingPorts } from './packing-ports';

type Shown = Pick<HandState, 'open' | 'places'>;

export function interruptedBench(
  shown: Shown & { bench: Bench },
  now: Shown,
  { stationId, book }: Pick<PackingPorts, 'stationId' | 'book'>,
): { bench: Bench; verdict: Verdict } | null {
  const { bench } = shown;
  const interruption = interruptionOf(shown.open, now.open, stationId, bench.stop);
  if (bench.parcelId && interruption) {
    const { closes, verdict } = interruption;
    return {
      bench: {
        ...bench,
        parcelId: closes ? null : bench.parcelId,
        places: closes ? withoutParcel(bench.places, bench.parcelId) : bench.places,
        stop: verdict.kind === 'refusal' ? verdict.refusal : bench.stop,
      },
      verdict,
    };
  }
  for (const { place, parcel: before } of shown.places) {
    const { parcelId, orderNumber: number } = before;
    if (parcelId === bench.parcelId) continue;
    const parcel = book.get(parcelId);
    const beside = interruptionOf(before, parcel, stationId, null);
    if (beside?.closes) {
      const { verdict } = beside;
      const stop = verdict.kind === 'refusal' ? verdict.refusal : bench.stop;
      return { bench: { ...bench, places: withoutParcel(bench.places, parcelId), stop }, verdict };
    }
    if (parcel && isStanding(parcel.cancel) && !isStanding(before.cancel))
      return {
        bench,
        verdict: answer('place-asked-back', { place, number }, { tone: 'look', sound: 'look' }),
      };
  }
  return null;
}
