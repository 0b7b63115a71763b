// How a station's store is opened again: ops that it lost are put back, and lists that it lost are fetched anew.
import type { WaybillBridge } from '../../shared/contract/window';
import type { KeptOps } from '../data/kept-ops';
import type { Network } from '../data/network';
import { type PutBack, putBackOps } from '../data/put-back';
import { openRebuild, type Rebuild } from '../data/rebuild';
import type { Store } from '../data/store';

/** Before the first number is given: ops that the store lost are put back, and main is told how the store was found. */
export async function recover(
  bridge: WaybillBridge,
  store: Store,
  kept: KeptOps,
): Promise<{ putBack: PutBack; rebuild: Rebuild }> {
  const putBack = await putBackOps(store, kept);
  const lost = putBack.storeWasLost ? { ops: putBack.ops } : null;
  const rebuild = await openRebuild(store.notes, lost, () => Date.now());
  await bridge.request('store:opened', { lost: putBack.storeWasLost });
  return { putBack, rebuild };
}

/** The rebuild is over when every list is whole. */
export function finishRebuild(parts: {
  rebuild: Rebuild;
  network: Network;
  report: (cause: unknown) => void;
}): () => void {
  const { rebuild, network, report } = parts;
  if (rebuild.store.getState().isWhole) return () => undefined;
  let begun = false;
  const look = (): void => {
    if (begun || network.store.getState().lastPulledMs === null) return;
    begun = true;
    rebuild.finish().catch((cause: unknown) => {
      begun = false;
      report(cause);
    });
  };
  look();
  return network.store.subscribe(look);
}
