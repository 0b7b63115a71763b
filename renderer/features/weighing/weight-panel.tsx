// What lies on the scale while a box is open: the weight now, large, and how it stands to what was scanned, in words and by its
// place on a scale of what is expected. A bench without a scale shows nothing.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import { expectedOf, isNothing } from '../../../shared/domain/packing/weigh-asks';
import type { Box, UsedPadding } from '../../../shared/domain/packing/box';
import type { BenchRules } from '../../../shared/domain/packing/bench-rules';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import type { ExpectedWeight } from '../../../shared/domain/weighing/expected-weight';
import type { PackingWeight } from '../../../shared/domain/weighing/packing-weight';
import { gramsOf } from '../../../shared/units/weight';
import { useText } from '../../app/locale';
import type { BenchScale } from './bench-scale';
import type { Scales } from './scales';
import { readingWords, weightWords } from './weight-words';
import styles from './weighing.module.css';

export type WeighingParts = {
  scales: Pick<Scales, 'store'>;
  scale: Pick<BenchScale, 'learned' | 'tareStore'>;
  rules: () => BenchRules;
  /** What boxes weigh here beside their goods, and what is prescribed for this one. */
  packing: () => PackingWeight | null;
  boxing: (open: Parcel) => { padding: UsedPadding | null } | null;
};

/** As the seal will expect it. */
export function expectedHere(open: Parcel, box: Box | null, weighing: WeighingParts): ExpectedWeight {
  return expectedOf(open, {
    box,
    weights: weighing.scale.learned,
    rules: weighing.rules(),
    packing: weighing.packing(),
    boxing: weighing.boxing(open),
  });
}

export function WeightPanel({
  open,
  box,
  weighing,
}: {
  open: Parcel;
  box: Box | null;
  weighing: WeighingParts;
}): ReactNode {
  const say = useText();
  const intl = useIntl();
  const heard = useStore(weighing.scales.store, (state) => state.heard);
  const tare = useStore(weighing.scale.tareStore, ({ tareMilligrams }) => tareMilligrams);
  if (!heard) return null;
  const { reading } = heard;
  const expected = expectedHere(open, box, weighing);
  const grams =
    reading?.condition === 'ok' && reading.milligrams !== null ? gramsOf(reading.milligrams) : null;
  // An empty pan is not a box that is too light.
  const fit = grams === null || box === null || isNothing(grams, expected) ? null : fitOf(grams, expected);
  return (
    <section className={styles.panel} data-fit={fit ?? undefined} aria-label={say('weighing.now')}>
      <p className={styles.now} data-condition={reading?.condition}>
        <span className={styles.name}>{say('weighing.now')}</span>{' '}
        <strong>{readingWords(intl, reading)}</strong>
        {tare !== 0 && reading?.milligrams ? (
          <span className={styles.quiet}>
            {' '}
            {say('weighing.net', { weight: weightWords(intl, reading.milligrams - tare) })}
          </span>
        ) : null}
      </p>
      {fit && grams !== null ? <p className={styles.fit}>{fitWords(fit, grams)}</p> : null}
      {box ? <Explained expected={expected} /> : null}
    </section>
  );

  function fitWords(kind: Fit, weighed: number): string {
    if (kind === 'fits') return say('weighing.fits');
    return say(`weighing.${kind}`, {
      difference: weightWords(intl, Math.abs(weighed - expected.grams) * 1000),
    });
  }
}

/** What is expected, and what it is made of. */
export function Explained({ expected }: { expected: ExpectedWeight }): ReactNode {
  const say = useText();
  const intl = useIntl();
  const { grams, toleranceGrams, tareGrams, packingGrams, units, learnedUnits } = expected;
  return (
    <p className={styles.quiet}>
      {say('weighing.explained', {
        expected: weightWords(intl, grams * 1000),
        tolerance: weightWords(intl, toleranceGrams * 1000),
        tare: weightWords(intl, tareGrams * 1000),
        beside: packingGrams === 0 ? 'none' : 'some',
        packing: weightWords(intl, packingGrams * 1000),
        units,
        learned: learnedUnits,
      })}
    </p>
  );
}

type Fit = 'fits' | 'lighter' | 'heavier';

function fitOf(weighed: number, { grams, toleranceGrams }: ExpectedWeight): Fit {
  if (Math.abs(weighed - grams) <= toleranceGrams) return 'fits';
  return weighed < grams ? 'lighter' : 'heavier';
}
