// "Did the label come out?" Nobody but the person at the printer knows; until it is answered nothing is printed again.
import type { ReactNode } from 'react';
import type { PrintJob } from '../../../shared/label/print-job';
import { useText } from '../../app/locale';
import styles from './label-question.module.css';

export function LabelQuestion({ job }: { job: PrintJob }): ReactNode {
  const say = useText();
  return (
    <section className={styles.question}>
      <h2 className={styles.title}>{say('label.question', { number: job.orderNumber })}</h2>
      <p className={styles.why}>{say('label.question-why')}</p>
      <ul className={styles.answers}>
        <li data-answer="yes">{say('label.answer-yes')}</li>
        <li data-answer="no">{say('label.answer-no')}</li>
        <li>{say('label.answer-later')}</li>
      </ul>
    </section>
  );
}
