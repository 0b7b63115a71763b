// Packed here, known at head office, accepted by the carrier: side by side, each with a shape, words and its time. Colour
// only repeats what the shape says.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { type Fact, factNames, type FactName, type ThreeFacts } from '../../shared/domain/parcel/three-facts';
import type { TextKey } from '../../shared/text/text-key';
import { formatClock } from '../app/formatters';
import { useText } from '../app/locale';
import { useNow } from '../app/use-now';
import styles from './three-facts.module.css';

type FactState = Fact['state'];

const words: Record<FactName, Record<FactState, TextKey>> = {
  packedHere: {
    yes: 'fact.packed.yes',
    coming: 'fact.packed.yes',
    no: 'fact.packed.no',
    disputed: 'fact.packed.yes',
  },
  knownAtHeadOffice: {
    yes: 'fact.known.yes',
    coming: 'fact.known.coming',
    no: 'fact.known.no',
    disputed: 'fact.known.disputed',
  },
  acceptedByCarrier: {
    yes: 'fact.accepted.yes',
    coming: 'fact.accepted.coming',
    no: 'fact.accepted.no',
    disputed: 'fact.accepted.disputed',
  },
};

const shapes: Record<FactState, ReactNode> = {
  yes: (
    <>
      <circle cx="12" cy="12" r="10" fill="currentColor" />
      <path d="M7 12.500l3.500 3.500L17 9" fill="none" className={styles.cut} strokeWidth="2.500" />
    </>
  ),
  coming: <path d="M5 3h14l-7 9zM5 21h14l-7-9z" fill="currentColor" />,
  no: (
    <circle
      cx="12"
      cy="12"
      r="9"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeDasharray="4 3.500"
    />
  ),
  disputed: <path d="M12 2l11 20H1zM12 9v6M12 17v3" fill="none" stroke="currentColor" strokeWidth="2.500" />,
};

export function ThreeFactsRow({ facts }: { facts: ThreeFacts }): ReactNode {
  return (
    <ul className={styles.facts}>
      {factNames.map((name) => (
        <li key={name}>
          <FactMark name={name} fact={facts[name]} />
        </li>
      ))}
    </ul>
  );
}

/** @param short leaves the words to the heading above it; a reader hears them all the same */
export function FactMark({
  name,
  fact,
  short = false,
}: {
  name: FactName;
  fact: Fact;
  short?: boolean;
}): ReactNode {
  const say = useText();
  const intl = useIntl();
  const nowMs = useNow(60_000);
  const said = say(words[name][fact.state]);
  return (
    <span className={styles.fact} data-fact={name} data-state={fact.state} title={short ? said : undefined}>
      <svg viewBox="0 0 24 24" className={styles.shape} aria-hidden="true" focusable="false">
        {shapes[fact.state]}
      </svg>
      <span className={short && fact.at ? 'visually-hidden' : styles.words}>{said}</span>
      {fact.at ? (
        <time dateTime={fact.at} className={styles.time}>
          {formatClock(intl, fact.at, nowMs)}
        </time>
      ) : null}
    </span>
  );
}
