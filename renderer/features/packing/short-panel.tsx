// Units of the open box that are not there: which, how many, where else they are, and what may become of them.
import type { ReactNode } from 'react';
import { shortAsked, type ShortUnits } from '../../../shared/domain/packing/bench-short';
import type { Bench } from '../../../shared/domain/packing/session';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { notFound } from '../../../shared/domain/parcel/picked-units';
import type { ShortChoice } from '../../../shared/domain/whereabouts/where-else';
import { useText } from '../../app/locale';
import { WhatNow } from '../picking/what-now';
import styles from './naming-panel.module.css';
import type { WhereElseOf } from './where-else-of';

const choices = [
  'other-site',
  'another-bin',
  'ship-part',
  'hold',
  'new-box',
  'cancel',
] as const satisfies ShortChoice[];

/** Null when nothing is asked. */
export function shortQuestion(bench: Bench, open: Parcel, whereElse: WhereElseOf): ReactNode {
  const short = shortAsked(bench, open);
  return short ? <Short {...short} box={open} whereElse={whereElse} /> : null;
}

function Short({
  line,
  quantity,
  box,
  whereElse,
}: ShortUnits & { box: Parcel; whereElse: WhereElseOf }): ReactNode {
  const say = useText();
  const notAt = notFound(line, quantity).map(({ locationId }) => locationId);
  return (
    <section className={styles.naming}>
      <h2>{say('short.title', { quantity, name: line.name })}</h2>
      <WhatNow quantity={quantity} where={whereElse(line.sku, notAt)} box={box} choices={choices} />
    </section>
  );
}
