// Where the papers of the box that was sealed last stand, or the receipt of a sale: each with what it waits for, and the key that
// prints them once more.
import type { ReactNode } from 'react';
import type { PaperKind } from '../../../shared/domain/document/paper-rules';
import type { PrintJob, PrintJobId } from '../../../shared/label/print-job';
import type { TextKey } from '../../../shared/text/text-key';
import { useText } from '../../app/locale';
import type { LabelDeskState } from '../packing/label-desk';
import styles from './paper-lines.module.css';

export function PaperLines({
  papers,
  desk,
  keyHint,
}: {
  papers: readonly { kind: PaperKind; jobId: PrintJobId }[];
  desk: Pick<LabelDeskState, 'jobs'>;
  /** Prints them once more. */
  keyHint: string;
}): ReactNode {
  const say = useText();
  if (papers.length === 0) return null;
  return (
    <ul className={styles.papers} aria-label={say('papers.title')}>
      {papers.map(({ kind, jobId }) => {
        const job = desk.jobs.get(jobId) ?? null;
        const why = waitOf(job);
        return (
          <li key={jobId} data-paper={kind} data-step={job?.state.step ?? 'none'}>
            {say('papers.line', { paper: say(`paper.title.${kind}`), step: say(stepOf(job)) })}
            {job && job.attempt > 1 ? ` (${job.attempt})` : ''}
            {why ? <span className={styles.why}>{say(why)}</span> : null}
          </li>
        );
      })}
      <li>
        {say('papers.again')} <kbd>{keyHint}</kbd>
      </li>
    </ul>
  );
}

function stepOf(job: PrintJob | null): TextKey {
  return `papers.step.${job?.state.step ?? 'none'}`;
}

function waitOf(job: PrintJob | null): TextKey | null {
  const state = job?.state;
  if (state?.step === 'queued' && state.waitingFor) return `label.wait.${state.waitingFor}`;
  return state?.step === 'rejected' ? `label.rejected.${state.reason}` : null;
}
