// Units of the open box that are not there: which, how many, and what may become of them.
import type { ReactNode } from 'react';
import { shortAsked, type ShortUnits } from '../../../shared/domain/packing/bench-short';
import type { Bench } from '../../../shared/domain/packing/session';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { useText } from '../../app/locale';
import { WhatNow } from '../picking/what-now';
import styles from './naming-panel.module.css';

/** Null when nothing is asked. */
export function shortQuestion(bench: Bench, open: Parcel): ReactNode {
  const short = shortAsked(bench, open);
  return short ? <Short {...short} /> : null;
}

function Short({ line, quantity }: ShortUnits): ReactNode {
  const say = useText();
  return (
    <section className={styles.naming}>
      <h2>{say('short.title', { quantity, name: line.name })}</h2>
      <WhatNow isElsewhere={false} choices={['ship-part', 'hold', 'new-box', 'cancel']} />
    </section>
  );
}
