// The answer to a scan, always in one place: colour, shape and word together, figures beside them, what to do next
// below. Never colour alone, never gone by itself, and the same answer twice is announced twice.
import type { ReactNode } from 'react';
import type { Tone } from '../../shared/domain/refusal';
import { useText } from '../app/locale';
import { classNames } from './class-names';
import { LiveRegion } from './live-region';
import { ToneShape } from './tone-shape';
import styles from './verdict-band.module.css';

export type VerdictBandProps = {
  tone: Tone;
  /** What happened. */
  title: string;
  /** What to do next. */
  next?: string | null | undefined;
  /** Large, at the end: "4 of 9". */
  figures?: string | null | undefined;
  /** Grows with every answer, so that an equal one is seen and heard again. */
  answers: number;
  /** Held until acknowledged: what acknowledges it goes into `children`. */
  holds?: boolean | undefined;
  /** Expected beside scanned, a picture, an OK button. */
  children?: ReactNode;
};

export function VerdictBand(props: VerdictBandProps): ReactNode {
  const { tone, title, next, figures, answers, holds = false } = props;
  const say = useText();
  const word = say(`verdict.word.${tone}`);
  return (
    <section
      className={classNames(styles.band, styles[tone])}
      data-tone={tone}
      data-holds={holds}
      data-answers={answers}
    >
      {/* A new key starts the one change of a new answer. */}
      <div key={answers} className={styles.sign}>
        <ToneShape tone={tone} className={styles.shape} />
        <strong className={styles.word}>{word}</strong>
      </div>
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {next ? <p className={styles.next}>{next}</p> : null}
      </div>
      {figures ? <p className={styles.figures}>{figures}</p> : null}
      {props.children ? <div className={styles.more}>{props.children}</div> : null}
      <LiveRegion
        urgency="now"
        turn={answers}
        words={[`${word}.`, title, next, figures].filter(Boolean).join(' ')}
      />
    </section>
  );
}
