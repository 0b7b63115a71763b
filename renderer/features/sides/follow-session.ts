// What goes on beside a packing session for as long as it is open: paper that was owed when the power went, and the log-out of
// whoever has left.
import type { WarehouseId } from '../../../shared/domain/ids';
import type { Directory } from '../../data/directory';
import type { ReturnBook } from '../../data/returns';
import type { PackingSession } from '../packing/session';
import type { PutAwayDesk } from '../putaway/put-away-desk';
import type { RestockDesk } from '../returning/restock-desk';
import type { ReceiptDesk } from '../take-order/receipt-desk';
import { watchUnattended } from '../waiting/unattended';

export function followSession(
  session: PackingSession,
  ports: {
    receipts: Pick<ReceiptDesk, 'resume'>;
    restocks: Pick<RestockDesk, 'resume'>;
    returns: Pick<ReturnBook, 'all'>;
    putAway: Pick<PutAwayDesk, 'propose'>;
    directory: Pick<Directory, 'benchRules' | 'access'>;
    warehouseId: WarehouseId;
    monoMs: () => number;
  },
): () => void {
  const { receipts, restocks, returns, putAway, directory, warehouseId } = ports;
  const { bench } = session.store.getState();
  const owed = bench.lastTaken ?? bench.lastSold;
  if (owed) receipts.resume(owed.opId);
  restocks.resume(bench, {
    returns: returns.all(),
    propose: putAway.propose,
    rules: directory.benchRules(warehouseId),
  });
  return watchUnattended(session, () => directory.access().logOutAfterMinutes, ports.monoMs);
}
