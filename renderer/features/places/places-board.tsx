// The parcels side by side as they stand on the bench: each place with its number, large, whose order it is, and what it still
// lacks. The one in hand is marked by its edge and in words; so is one that waits for its seal, or that was asked back.
import type { ReactNode } from 'react';
import { isStanding } from '../../../shared/domain/cancelling/questions';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import {
  isComplete,
  toPack,
  toTakeOut,
  unitsPacked,
  unitsToPack,
} from '../../../shared/domain/parcel/questions';
import { useText } from '../../app/locale';
import type { PlacedParcel } from '../packing/bench-facts';
import styles from './places.module.css';

type Props = {
  places: readonly PlacedParcel[];
  /** Places that the bench has. */
  count: number;
  inHand: string | null;
};

/** More rows are not read at a glance. */
const rowsOf = (places: number): number => (places > 3 ? 1 : 2);

export function PlacesBoard({ places, count, inHand }: Props): ReactNode {
  const say = useText();
  const most = Math.max(count, ...places.map(({ place }) => place));
  const numbers = Array.from({ length: most }, (_, index) => index + 1);
  return (
    <ol className={styles.board} data-many={most > 4 ? 'yes' : undefined} aria-label={say('places.board')}>
      {numbers.map((place) => {
        const parcel = places.find((each) => each.place === place)?.parcel;
        return (
          <li
            key={place}
            className={styles.place}
            data-in-hand={parcel && parcel.parcelId === inHand ? 'yes' : undefined}
            data-state={parcel ? stateOf(parcel) : 'free'}
          >
            <strong className={styles.number}>{place}</strong>
            {parcel ? (
              <Standing parcel={parcel} most={rowsOf(most)} isInHand={parcel.parcelId === inHand} />
            ) : (
              <p className={styles.free}>{say('places.free')}</p>
            )}
          </li>
        );
      })}
    </ol>
  );
}

type PlaceState = 'asked-back' | 'take-out' | 'complete' | 'filling';

function stateOf(parcel: Parcel): PlaceState {
  if (isStanding(parcel.cancel)) return 'asked-back';
  if (parcel.lines.some((line) => toTakeOut(line) > 0)) return 'take-out';
  return isComplete(parcel) && unitsPacked(parcel) > 0 ? 'complete' : 'filling';
}

function Standing({
  parcel,
  most,
  isInHand,
}: {
  parcel: Parcel;
  most: number;
  isInHand: boolean;
}): ReactNode {
  const say = useText();
  const state = stateOf(parcel);
  const lacking = parcel.lines.filter((line) => toPack(line) > 0);
  const hidden = lacking.length - most;
  return (
    <div className={styles.words}>
      <p className={styles.head}>
        <span className={styles.order}>{parcel.orderNumber}</span>
        {isInHand ? <span className={styles.hand}> {say('places.in-hand')}</span> : null}
        <strong className={styles.left}>
          {state === 'filling'
            ? say('packing.to-go', { count: unitsToPack(parcel) })
            : state === 'complete'
              ? say(parcel.boxId === null ? 'places.needs-box' : 'places.needs-seal')
              : say(`places.${state}`)}
        </strong>
      </p>
      <ul className={styles.lacks}>
        {lacking.slice(0, most).map((line) => (
          <li key={line.lineNo}>
            {toPack(line)} × {line.name}
          </li>
        ))}
        {hidden > 0 ? <li>{say('packing.more-lines', { count: hidden })}</li> : null}
      </ul>
    </div>
  );
}
