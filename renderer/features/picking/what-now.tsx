// What may become of units that are not there, by scan, command and digit: at a bin of a tour and at a box. Beside each choice
// stands where they are, or why it does not help, as far as this station knows; none is refused for that.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { type ShortChoice, type WhyNot, whyNot } from '../../../shared/domain/whereabouts/where-else';
import { formatAge } from '../../app/formatters';
import { useText } from '../../app/locale';
import type { KnownElsewhere } from '../packing/where-else-of';
import styles from './what-now.module.css';

/** So many places stand beside a choice: the nearest bins, the sites that have most. */
const placesShown = 3;

type Place = { key: string; name: string; units: number };

/**
 * @param quantity units that are not there
 * @param box the open one; null at a bin, where several may wait
 * @param wasElsewhere another site had them when the tour was planned: told where head office has not told since
 */
export function WhatNow({
  quantity,
  where,
  box,
  choices,
  wasElsewhere = false,
}: {
  quantity: number;
  where: KnownElsewhere;
  box: Parcel | null;
  choices: readonly ShortChoice[];
  wasElsewhere?: boolean;
}): ReactNode {
  const say = useText();
  const intl = useIntl();
  return (
    <div className={styles.card}>
      <ul className={styles.choices}>
        {choices.map((choice) => {
          const why = whyNot(choice, quantity, where, box);
          const places = placesOf(choice, where);
          return (
            <li key={choice} data-helps={why ? 'no' : undefined}>
              <span className={styles.choice}>{say(wordsOf(choice, where, wasElsewhere))}</span>
              {places.length > 0 ? (
                <span className={styles.places}>
                  {places.map(({ key, name, units }) => (
                    <span key={key}>{say('short.place', { place: name, units })}</span>
                  ))}
                </span>
              ) : null}
              {why ? (
                <span className={styles.why}>{say(`short.why.${why.reason}`, valuesOf(why))}</span>
              ) : null}
            </li>
          );
        })}
      </ul>
      <p className={styles.age}>
        {where.at === null
          ? say('short.known.never')
          : say('short.known', { age: formatAge(intl, where.at, where.nowMs) })}
      </p>
    </div>
  );
}

function wordsOf(choice: ShortChoice, { sites }: KnownElsewhere, wasElsewhere: boolean) {
  if (choice !== 'other-site') return `short.what-now.${choice}` as const;
  const has = sites === null ? wasElsewhere : sites.length > 0;
  return has ? 'short.other-site.has' : 'short.other-site.unknown';
}

function placesOf(choice: ShortChoice, { bins, sites, nameOf }: KnownElsewhere): Place[] {
  switch (choice) {
    case 'another-bin':
      return bins
        .slice(0, placesShown)
        .map(({ locationId, units }) => ({ key: locationId, name: locationId, units }));
    case 'other-site':
      return (sites ?? [])
        .slice(0, placesShown)
        .map(({ warehouseId, units }) => ({ key: warehouseId, name: nameOf(warehouseId), units }));
    default:
      return [];
  }
}

function valuesOf(why: WhyNot): { units: number } | undefined {
  return why.reason === 'some' ? { units: why.units } : undefined;
}
