// Logs the operator out when nobody has scanned for as long as the company says. Only between orders: a box that is open
// is never taken from the screen.
import type { PackingSession } from '../packing/session';

const lookEveryMs = 15_000;

/** `minutes` is asked at each look; null: never. Returns the way to stop. */
export function watchUnattended(
  session: Pick<PackingSession, 'store' | 'command'>,
  minutes: () => number | null,
  monoMs: () => number,
): () => void {
  let sinceMs = monoMs();
  const stopListening = session.store.subscribe((state, before) => {
    if (state.answers !== before.answers) sinceMs = monoMs();
  });
  const timer = setInterval(() => {
    const limit = minutes();
    const { bench } = session.store.getState();
    if (
      limit === null ||
      !bench.operator ||
      bench.parcelId ||
      bench.places.length > 0 ||
      bench.stop ||
      bench.pinFor
    )
      return;
    if (monoMs() - sinceMs >= limit * 60_000) session.command('log-out');
  }, lookEveryMs);
  return () => {
    clearInterval(timer);
    stopListening();
  };
}
