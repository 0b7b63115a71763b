// The printers of this computer that sheets may go to, each with its digit; where there is none, what happens with papers instead.
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { isMissing } from '../../../shared/contract/paper-printers';
import type { Station } from '../../app/station';
import { useText } from '../../app/locale';
import { ToneShape } from '../../ui/tone-shape';
import styles from './devices-page.module.css';
import { mostListed } from './paper-printers';

export function PaperPrintersList({
  station: { papers, labels },
}: {
  station: Pick<Station, 'papers' | 'labels'>;
}): ReactNode {
  const say = useText();
  const { isOpen, choice, jobId, trouble } = useStore(papers.store);
  const { jobs } = useStore(labels.store);
  if (!isOpen || !choice) return null;
  const listed = choice.printers.slice(0, mostListed);
  const job = jobId === null ? null : jobs.get(jobId);
  const waitingFor = job?.state.step === 'queued' ? job.state.waitingFor : null;
  return (
    <section aria-label={say('paper-printers.title')} data-paper-printers={listed.length}>
      <h2>{say('paper-printers.title')}</h2>
      {listed.length === 0 ? <p>{say('paper-printers.none', { folder: choice.folder })}</p> : null}
      {isMissing(choice) ? (
        <p className={styles.deviceName}>
          <ToneShape tone="look" className={styles.shape} />
          {say('paper-printers.missing', { printer: choice.chosen ?? '' })}
        </p>
      ) : null}
      <ul className={styles.choices}>
        <Chosen digit={0} isChosen={choice.chosen === null}>
          {say('paper-printers.pdf', { folder: choice.folder })}
        </Chosen>
        {listed.map((printer, index) => (
          <Chosen key={printer} digit={index + 1} isChosen={printer === choice.chosen}>
            {printer}
          </Chosen>
        ))}
        <Chosen digit={9} isChosen={false}>
          {say('paper-printers.test')}
        </Chosen>
      </ul>
      {jobId === null ? null : (
        <p className={styles.deviceName} data-test-page={job?.state.step ?? 'asked'} aria-live="polite">
          {say('paper-printers.test.is', { step: say(`label.step.${job?.state.step ?? 'none'}`) })}
          {waitingFor ? ` · ${say(`label.wait.${waitingFor}`)}` : ''}
        </p>
      )}
      {trouble ? <p aria-live="polite">{say(`paper-printers.${trouble}`)}</p> : null}
    </section>
  );
}

function Chosen({
  digit,
  isChosen,
  children,
}: {
  digit: number;
  isChosen: boolean;
  children: ReactNode;
}): ReactNode {
  const say = useText();
  return (
    <li className={styles.choice} data-chosen={isChosen ? 'yes' : undefined}>
      <kbd>{digit}</kbd>
      {children}
      {isChosen ? ` · ${say('places.chosen')}` : ''}
    </li>
  );
}
