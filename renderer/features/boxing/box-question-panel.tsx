// The question about the box that stands now, large: why another one, which item does not fit, or what has to be read.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { boxReasons } from '../../../shared/domain/boxing/box-override';
import { toReadOf } from '../../../shared/domain/packing/bench-asks';
import type { Bench } from '../../../shared/domain/packing/session';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { useText } from '../../app/locale';
import styles from '../packing/second-panel.module.css';
import type { Boxing } from './box-desk';

/** Null when nothing is asked. */
export function boxQuestion(bench: Bench, open: Parcel, boxing: Boxing | null): ReactNode {
  if (bench.reading) return <Reading at={bench.reading.at} open={open} boxing={boxing} />;
  if (bench.whyBox) return <WhyBox whyBox={bench.whyBox} />;
  return null;
}

function WhyBox({ whyBox: { ask, planned } }: { whyBox: NonNullable<Bench['whyBox']> }): ReactNode {
  const say = useText();
  if (ask === 'item')
    return (
      <section className={styles.second}>
        <h2>{say('boxing.why-item', { box: planned })}</h2>
      </section>
    );
  return (
    <section className={styles.second}>
      <h2>{say('boxing.why', { box: planned })}</h2>
      <ol className={styles.reasons}>
        {boxReasons.map((reason) => (
          <li key={reason}>{say(`boxing.reason.${reason}`)}</li>
        ))}
      </ol>
      <p>{say('boxing.why-how')}</p>
    </section>
  );
}

function Reading({ at, open, boxing }: { at: number; open: Parcel; boxing: Boxing | null }): ReactNode {
  const say = useText();
  const { locale } = useIntl();
  const all = toReadOf(open, { boxing });
  const one = all[at];
  if (!one) return null;
  return (
    <section className={styles.second}>
      <h2>{one.name}</h2>
      <p>
        <strong>{locale.startsWith('tr') ? one.words.tr : one.words.en}</strong>
      </p>
      <p>{say('boxing.read-how', { at: at + 1, count: all.length })}</p>
    </section>
  );
}
