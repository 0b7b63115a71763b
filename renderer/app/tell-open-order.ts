// Main asks before the window closes while a box is open: it has to know which.
import type { WaybillBridge } from '../../shared/contract/window';
import type { PackingSession } from '../features/packing/session';

export function tellOpenOrder(
  bridge: WaybillBridge,
  session: PackingSession,
  report: (cause: unknown) => void,
): () => void {
  let told: string | null | undefined;
  const tell = (): void => {
    const openOrderNumber = session.store.getState().open?.orderNumber ?? null;
    if (openOrderNumber === told) return;
    told = openOrderNumber;
    bridge.request('app:may-close', { openOrderNumber }).catch(report);
  };
  tell();
  return session.store.subscribe(tell);
}
