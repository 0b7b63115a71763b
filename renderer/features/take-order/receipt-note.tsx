// Where the receipt of the order taken last stands, and how it is asked for: REPRINT, scanned, by its key or pressed here.
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { receiptJobId } from '../../../shared/label/receipt-pages';
import type { TextKey } from '../../../shared/text/text-key';
import { useText } from '../../app/locale';
import { Button } from '../../ui/button';
import aside from '../aside/aside-panel.module.css';
import type { LabelDesk, LabelDeskState } from '../packing/label-desk';
import type { PackingSession } from '../packing/session';
import type { TakenOrder } from './order-taking';

export function ReceiptNote({
  last,
  session,
  labels,
}: {
  last: TakenOrder;
  session: Pick<PackingSession, 'command'>;
  labels: Pick<LabelDesk, 'store'>;
}): ReactNode {
  const say = useText();
  const standing = useStore(labels.store, (state) => standingOf(state, last));
  return (
    <>
      <p className={aside.hint} data-receipt={standing}>
        {say(`receipt.note.${standing}`)}
        {standing === 'waits' ? <Why labels={labels} last={last} /> : null}
      </p>
      <Button kind="quiet" keyHint="F11" onPress={() => session.command('reprint')}>
        {say(standing === 'none' ? 'receipt.print' : 'receipt.print-again')}
      </Button>
    </>
  );
}

/** What the printer waits for, where it said so. */
function Why({ labels, last }: { labels: Pick<LabelDesk, 'store'>; last: TakenOrder }): ReactNode {
  const say = useText();
  const why = useStore(labels.store, ({ jobs }): TextKey | null => {
    const state = jobs.get(receiptJobId(last.opId, 1))?.state;
    return state?.step === 'queued' && state.waitingFor ? `label.wait.${state.waitingFor}` : null;
  });
  return why ? ` ${say(why)}` : null;
}

type Standing = 'none' | 'waits' | 'out' | 'unknown' | 'refused';

/** By its first label: the others are its neighbours in the same outbox. */
function standingOf({ jobs, wanted }: LabelDeskState, { opId }: TakenOrder): Standing {
  const jobId = receiptJobId(opId, 1);
  const step = jobs.get(jobId)?.state.step;
  switch (step) {
    case undefined:
      return wanted.has(jobId) ? 'waits' : 'none';
    case 'queued':
    case 'preflight':
    case 'sending':
      return 'waits';
    case 'sent':
    case 'confirmed':
    case 'printed':
      return 'out';
    case 'unknown':
      return 'unknown';
    case 'rejected':
      return 'refused';
    default: {
      const never: never = step;
      throw new Error(`unexpected step ${String(never)}`);
    }
  }
}
