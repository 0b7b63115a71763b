// The top of the station's screen: the question asked now, and the answer to the last scan. Before anything was scanned
// it is calm; afterwards it is always a verdict.
import { type ReactNode, useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { BenchFacts } from '../../../shared/domain/packing/session';
import { unitsPacked, unitsWanted } from '../../../shared/domain/parcel/questions';
import { useText } from '../../app/locale';
import { LiveRegion } from '../../ui/live-region';
import { VerdictBand } from '../../ui/verdict-band';
import styles from './answer-band.module.css';
import { instructionFor } from './instruction';
import type { PackingState } from './session';
import { wordsOf } from './verdict-words';

export function AnswerBand({
  state,
  waitsForLabel,
  propose,
}: {
  state: PackingState;
  waitsForLabel: boolean;
  propose: BenchFacts['propose'];
}): ReactNode {
  const intl = useIntl();
  const say = useText();
  const { bench, verdict, open, answers, tour } = state;
  const words = useMemo(
    () => wordsOf(intl, verdict, instructionFor(bench, open, waitsForLabel, tour, propose)),
    [intl, verdict, bench, open, waitsForLabel, tour, propose],
  );
  const { place } = verdict.values;
  const figures =
    place !== undefined && state.places.length + Number(!open) > 0
      ? say('places.figure', { place })
      : open
        ? say('packing.of', { done: unitsPacked(open), wanted: unitsWanted(open) })
        : null;
  if (verdict.kind === 'answer' && verdict.code === 'ready') {
    return (
      <section className={styles.rest}>
        <svg className={styles.shape} viewBox="0 0 48 48" aria-hidden="true">
          <path d="M4 14V6h8M44 14V6h-8M4 34v8h8M44 34v8h-8" />
          <path d="M12 15v18M18 15v18M23 15v18M30 15v18M36 15v18" />
        </svg>
        <p className={styles.words}>{words.headline}</p>
        {figures ? <p className={styles.figures}>{figures}</p> : null}
        <LiveRegion urgency="now" turn={answers} words={words.headline} />
      </section>
    );
  }
  const detail = state.repeats > 0 ? say('scan.repeat') : words.detail;
  return (
    <VerdictBand
      tone={verdict.tone}
      title={words.headline}
      next={detail}
      figures={figures}
      answers={answers}
      holds={verdict.holds}
    />
  );
}
