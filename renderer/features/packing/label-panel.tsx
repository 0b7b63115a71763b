// The box that was sealed last: where its label stands, what to do when it does not come, and what is so of the parcel by
// now. It stays after the hand-over until the next box is sealed, because the last fact comes last.
import type { ReactNode } from 'react';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { isForThisBox } from '../../../shared/domain/parcel/carrier-code';
import { awaitsWaybill, mayLeaveOnNote } from '../../../shared/domain/parcel/waybill-gate';
import type { PrintJob } from '../../../shared/label/print-job';
import type { TextKey } from '../../../shared/text/text-key';
import type { ThreeFacts } from '../../../shared/domain/parcel/three-facts';
import { useText } from '../../app/locale';
import { PaperLines } from '../papers/paper-lines';
import { paperJobsOf } from '../papers/parcel-papers';
import { ThreeFactsRow } from '../../ui/three-facts';
import { jobOfCarrier, type LabelDeskState } from './label-desk';
import styles from './label-panel.module.css';

export function LabelPanel({
  parcel,
  desk,
  facts,
  toScan = false,
  children,
}: {
  parcel: Parcel;
  desk: LabelDeskState;
  facts: ThreeFacts | null;
  /** It is to be scanned on the box. */
  toScan?: boolean;
  /** What stands in the way of printing. */
  children?: ReactNode;
}): ReactNode {
  const say = useText();
  const job = parcel.sealedBy ? (desk.jobs.get(parcel.sealedBy) ?? null) : null;
  const isScanned = parcel.label?.outcome === 'scanned' && parcel.label.attempt === (job?.attempt ?? 1);
  const step: TextKey = isScanned
    ? 'label.step.scanned'
    : job
      ? `label.step.${job.state.step}`
      : 'label.step.none';
  const help = job === null && parcel.provisional ? 'label.provisional' : helpFor(job, desk.trouble);
  return (
    <section className={styles.label} data-state={job === null && desk.trouble ? 'trouble' : stateOf(job)}>
      <p className={styles.order}>{say('packing.order', { number: parcel.orderNumber })}</p>
      <p className={styles.step}>{say(step)}</p>
      {help ? <p className={styles.help}>{say(help)}</p> : null}
      {toScan ? <p className={styles.scan}>{say('label.scan-it')}</p> : null}
      {parcel.carrierLabel ? <p className={styles.help}>{carriersWords(say, parcel, desk)}</p> : null}
      <WaybillLine parcel={parcel} />
      <p className={styles.number}>{parcel.sscc ? `(00) ${parcel.sscc}` : ''}</p>
      {help ? null : children}
      <PaperLines papers={paperJobsOf(parcel)} desk={desk} keyHint="Shift+F12" />
      {facts ? (
        <div className={styles.facts}>
          <ThreeFactsRow facts={facts} />
        </div>
      ) : null}
    </section>
  );
}

/** Whether the box may leave yet, where the country asks for a waybill. */
function WaybillLine({ parcel }: { parcel: Parcel }): ReactNode {
  const say = useText();
  const { waybill } = parcel;
  if (!waybill || parcel.state === 'packing') return null;
  const key: TextKey = awaitsWaybill(parcel)
    ? `waybill.${mayLeaveOnNote(parcel) ? 'or-note' : waybill.state === 'refused' ? 'refused' : 'awaited'}`
    : waybill.state === 'transmitted'
      ? 'waybill.transmitted'
      : 'waybill.left-without';
  return (
    <p className={styles.scan} data-waybill={waybill.state}>
      {say(key, { document: waybill.number ?? '–' })}
    </p>
  );
}

/** Where the label stands that the carrier sold, beside ours. */
function carriersWords(say: ReturnType<typeof useText>, parcel: Parcel, desk: LabelDeskState): string {
  const carrier = parcel.shipping.carrierName;
  const job = jobOfCarrier(desk, parcel);
  if (job) return say('label.carrier', { carrier, step: say(`label.step.${job.state.step}`) });
  return say(isForThisBox(parcel) ? 'label.carrier-coming' : 'label.carrier-other', { carrier });
}

function helpFor(job: PrintJob | null, trouble: LabelDeskState['trouble']): TextKey | null {
  if (!job) return trouble ? `label.trouble.${trouble}` : null;
  const { state } = job;
  if (state.step === 'queued' && state.waitingFor) return `label.wait.${state.waitingFor}`;
  if (state.step === 'rejected') return `label.rejected.${state.reason}`;
  return null;
}

function stateOf(job: PrintJob | null): 'out' | 'coming' | 'trouble' {
  switch (job?.state.step) {
    case 'confirmed':
    case 'printed':
    case 'sent':
      return 'out';
    case 'rejected':
    case 'unknown':
      return 'trouble';
    case 'queued':
      return job.state.waitingFor ? 'trouble' : 'coming';
    default:
      return 'coming';
  }
}
