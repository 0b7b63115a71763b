// Tours that are not over, those under way first.
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber } from 'react-intl';
import type { TourRow } from '../../../../shared/contract/floor';
import { ColumnHeads } from './column-heads';
import styles from './picking.module.css';

export function TourList({
  tours,
  onOpen,
  onRecover,
}: {
  tours: readonly TourRow[];
  onOpen: (tourId: string) => void;
  /** What nobody has begun of a wave waits again. */
  onRecover: (waveId: string) => void;
}): ReactNode {
  const waves = [
    ...new Set(tours.flatMap(({ waveId, state }) => (waveId && state === 'planned' ? [waveId] : []))),
  ];
  const nameOf = (waveId: string): string =>
    tours
      .filter((tour) => tour.waveId === waveId)
      .map(({ number }) => number)
      .join(', ');
  return (
    <section className={styles.part} aria-labelledby="picking-tours">
      <h2 id="picking-tours">
        <FormattedMessage id="office.picking.tours" values={{ tours: tours.length }} />
      </h2>
      {tours.length === 0 ? (
        <p>
          <FormattedMessage id="office.picking.no-tours" />
        </p>
      ) : (
        <table className={styles.walks}>
          <ColumnHeads names={['tour', 'method', 'state', 'progress', 'boxes', 'metres', 'picker', 'due']} />
          <tbody>
            {tours.map((tour) => (
              <tr key={tour.tourId}>
                <td>
                  <button type="button" onClick={() => onOpen(tour.tourId)}>
                    {tour.number}
                  </button>
                </td>
                <td>
                  <FormattedMessage id={`office.picking.method.${tour.method}`} />
                  {tour.zone ? ` · ${tour.zone}` : ''}
                </td>
                <td>
                  <FormattedMessage id={`tour.state.${tour.state}`} />
                </td>
                <td>
                  <Progress tour={tour} />
                </td>
                <td>{tour.boxes}</td>
                <td>
                  {tour.metres === null ? (
                    '–'
                  ) : (
                    <FormattedNumber value={tour.metres} maximumFractionDigits={0} />
                  )}
                </td>
                <td>{[tour.picker, tour.station].filter(Boolean).join(' · ') || '–'}</td>
                <td>
                  {tour.dueAt === null ? (
                    '–'
                  ) : (
                    <FormattedDate value={tour.dueAt} hour="2-digit" minute="2-digit" />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {waves.map((waveId) => (
        <button key={waveId} type="button" onClick={() => onRecover(waveId)}>
          <FormattedMessage id="office.picking.recover" values={{ tours: nameOf(waveId) }} />
        </button>
      ))}
    </section>
  );
}

export function Progress({ tour: { picked, units } }: { tour: TourRow }): ReactNode {
  return (
    <>
      <meter min={0} max={Math.max(1, units)} value={picked}>
        {picked}
      </meter>{' '}
      {picked} / {units}
    </>
  );
}
