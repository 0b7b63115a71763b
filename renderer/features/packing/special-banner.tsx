// What makes the open order special, above everything else of it: its kinds, what to do, the gift message, its code, and
// whether somebody else has to look. It is part of the parcel, so it is there without head office.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { isVerified } from '../../../shared/domain/special/second-person';
import { specialCodeForPeople } from '../../../shared/domain/special/special-code';
import type { ParcelSpecial } from '../../../shared/domain/special/special-mark';
import { useText } from '../../app/locale';
import { inLanguage, SpecialChips } from '../../ui/special-chip';
import styles from './special-banner.module.css';

export function SpecialBanner({ special }: { special: ParcelSpecial }): ReactNode {
  const intl = useIntl();
  const say = useText();
  const notes = special.kinds
    .map(({ notes: words }) => inLanguage(intl, words))
    .filter((note) => note !== '');
  return (
    <section className={styles.banner} aria-label={say('special.title')} data-second={secondOf(special)}>
      <p className={styles.head}>
        <SpecialChips kinds={special.kinds} />
        <span className={styles.code}>{specialCodeForPeople(special.code)}</span>
        {special.isTagged ? <span className={styles.tagged}>✓ {say('special.tagged')}</span> : null}
      </p>
      {special.note ? <p className={styles.note}>{special.note}</p> : null}
      {notes.length > 0 ? <p className={styles.todo}>{[...new Set(notes)].join(' ')}</p> : null}
      {special.giftMessage ? (
        <p className={styles.gift}>
          {say('special.gift')} <q>{special.giftMessage}</q>
        </p>
      ) : null}
      {special.second === 'asked' ? (
        <p className={styles.second}>{say(`special.second.${secondOf(special)}`)}</p>
      ) : null}
      {special.refusedSeal ? <p className={styles.second}>{say('special.seal-refused')}</p> : null}
    </section>
  );
}

function secondOf(special: ParcelSpecial): 'asked' | 'looked' | 'without' {
  if (!isVerified(special)) return 'asked';
  return special.verified?.override ? 'without' : 'looked';
}
