// A tour as the picker sees it: the bin to go to, large; what to take there and into which place; the trolley; what comes
// next. Everything on it is asked of the parcels, so a cancellation shortens it by itself.
import type { ReactNode } from 'react';
import type { BenchFacts } from '../../../shared/domain/packing/session';
import { lotKey } from '../../../shared/domain/stock/lot';
import { swapReasons } from '../../../shared/domain/stock/swap';
import { toteOf } from '../../../shared/domain/tour/stops';
import { questionOf, type Walk, type WalkQuestion } from '../../../shared/domain/tour/walk';
import { useText } from '../../app/locale';
import type { AlikeOf } from '../packing/alike-of';
import { LookAlikeNote } from '../packing/look-alike-note';
import type { WhereElseOf } from '../packing/where-else-of';
import { LotLine } from './lot-line';
import styles from './tour-panel.module.css';
import { WhatNow } from './what-now';

type Props = {
  walk: Walk;
  walked: NonNullable<BenchFacts['tour']>;
  alikeOf: AlikeOf;
  whereElse: WhereElseOf;
};

const stopsShown = 5;

export function TourPanel({ walk, walked: { tour, stops, picked }, alikeOf, whereElse }: Props): ReactNode {
  const say = useText();
  const question = questionOf(walk, tour, stops);
  const left = stops.reduce((sum, { quantity }) => sum + quantity, 0);
  const stop = stopOf(question);
  const here = new Map((stop?.shares ?? []).map(({ position, quantity }) => [position, quantity]));
  const { measure } = tour;
  const alike = stop && alikeOf(stop.sku, stop.name);
  return (
    <section className={styles.tour} aria-label={say('tour.title', { number: tour.number })}>
      <header className={styles.head}>
        <h1 className={styles.title}>{say('tour.title', { number: tour.number })}</h1>
        <p>{say('tour.progress', { picked, all: picked + left })}</p>
        {measure ? (
          <p>
            {say('tour.measure', {
              metres: Math.round(measure.metres),
              saved: Math.max(0, Math.round(measure.naiveMetres - measure.metres)),
            })}
          </p>
        ) : null}
      </header>
      {stop ? (
        <div className={styles.stop}>
          <p className={styles.bin}>{stop.locationId}</p>
          <div className={styles.item}>
            <p>{stop.name}</p>
            {stop.lot ? <LotLine lot={stop.lot} /> : null}
          </div>
          <p className={styles.quantity}>{stop.quantity}</p>
        </div>
      ) : null}
      <Why question={question} />
      {question.ask === 'what-now' ? (
        <WhatNow
          quantity={question.stop.quantity}
          where={whereElse(question.stop.sku, [question.stop.locationId])}
          box={null}
          choices={['other-site', 'another-bin', 'ship-part', 'hold', 'skip']}
          wasElsewhere={(tour.elsewhere ?? []).includes(question.stop.sku)}
        />
      ) : null}
      {alike ? <LookAlikeNote {...alike} /> : null}
      <ol className={styles.places} aria-label={say('tour.places')}>
        {tour.places.map((place) => (
          <li
            key={place.position}
            className={styles.place}
            data-here={here.has(place.position) ? 'yes' : undefined}
          >
            <span className={styles.position}>{place.position}</span>
            <span>{toteOf(place) ?? say('tour.no-tote')}</span>
            <span className={styles.order}>{place.orderNumber}</span>
            <span className={styles.units}>{here.get(place.position) ?? ''}</span>
          </li>
        ))}
      </ol>
      <h2 className={styles.subtitle}>{say('tour.next')}</h2>
      <ol className={styles.next}>
        {stops
          .filter((each) => each !== stop)
          .slice(0, stopsShown)
          .map((each) => (
            <li key={`${each.locationId} ${each.sku} ${lotKey(each.lot)}`}>
              <strong>{each.locationId}</strong> {each.name} × {each.quantity}
              {each.isSkipped ? ` (${say('tour.skipped')})` : ''}
            </li>
          ))}
      </ol>
    </section>
  );
}

/** Why another lot was taken, by digits. */
function Why({ question }: { question: WalkQuestion }): ReactNode {
  const say = useText();
  if (question.ask !== 'why-lot') return null;
  return (
    <ol className={styles.asked}>
      {swapReasons.map((reason) => (
        <li key={reason}>{say(`tour.why.${reason}`)}</li>
      ))}
    </ol>
  );
}

function stopOf(question: WalkQuestion) {
  return 'stop' in question ? question.stop : null;
}
