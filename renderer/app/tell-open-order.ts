// Main asks before the window closes while a box is open: it has to know which.
import type { WaybillBridge } from '../../shared/contract/window';
import type { PackingSession } from '../features/packing/session';
import type { BenchSides } from '../features/sides/bench-sides';

export function tellOpenOrder(
  bridge: WaybillBridge,
  session: PackingSession,
  sides: Pick<BenchSides, 'store' | 'onRight'>,
  report: (cause: unknown) => void,
): () => void {
  let told: string | null | undefined;
  const tell = (): void => {
    const there = sides.store.getState().session?.store.getState();
    const openOrderNumber = (session.store.getState().open ?? there?.open)?.orderNumber ?? null;
    if (openOrderNumber === told) return;
    told = openOrderNumber;
    bridge.request('app:may-close', { openOrderNumber }).catch(report);
  };
  tell();
  sides.onRight((right) => {
    tell();
    return right.store.subscribe(tell);
  });
  return session.store.subscribe(tell);
}
