// One tour: its way on the floor, its stops in the order they are walked, and what the office can do about it. Printed, it
// is a pick list.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, FormattedNumber } from 'react-intl';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeFailure } from '../office-api';
import { FloorDrawing } from './floor-drawing';
import { ColumnHeads } from './column-heads';
import styles from './picking.module.css';
import type { PickingApi } from './picking-page';
import { PickList } from './pick-list';
import { Progress } from './tour-list';

const askEveryMs = 4_000;

export function TourView({
  api,
  tourId,
  onLeave,
}: {
  api: PickingApi;
  tourId: string;
  onLeave: () => void;
}): ReactNode {
  const load = useCallback(() => api.tour(tourId), [api, tourId]);
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const act = (what: 'take-back' | 'cancel'): void =>
    void api.endTour(tourId, what).then((got) => {
      setFailure(got.ok ? null : got.failure);
      askAgain();
    });
  if (!last) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  const { tour, row, stops, area } = last;
  const isOver = tour.state === 'dropped' || tour.state === 'cancelled';
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <button type="button" className={styles.onScreen} onClick={onLeave}>
          <FormattedMessage id="office.picking.back" />
        </button>
        <h1>
          <FormattedMessage id="office.picking.tour" values={{ number: tour.number }} />
        </h1>
        <span>
          <FormattedMessage id={`tour.state.${tour.state}`} />
        </span>
        <span>
          <Progress tour={row} />
        </span>
        {(row.picker ?? row.station) ? (
          <span>{[row.picker, row.station].filter(Boolean).join(' · ')}</span>
        ) : null}
        <span className={styles.onScreen}>
          <button type="button" onClick={() => window.print()}>
            <FormattedMessage id="office.picking.print" />
          </button>{' '}
          {tour.holder === null ? null : (
            <button type="button" onClick={() => act('take-back')}>
              <FormattedMessage id="office.picking.take-back" />
            </button>
          )}{' '}
          {isOver ? null : (
            <button type="button" onClick={() => act('cancel')}>
              <FormattedMessage id="office.picking.cancel" />
            </button>
          )}
        </span>
      </header>
      {failure ? <Failure failure={failure} /> : null}
      {row.metres === null ? null : (
        <p>
          <FormattedMessage
            id="office.picking.measure"
            values={{
              metres: <FormattedNumber value={row.metres} maximumFractionDigits={0} />,
              alone: <FormattedNumber value={row.naiveMetres ?? row.metres} maximumFractionDigits={0} />,
            }}
          />
        </p>
      )}
      <PickList api={api} tourId={tourId} />
      <FloorDrawing area={area} stops={stops} />
      <section className={styles.part} aria-labelledby="tour-places">
        <h2 id="tour-places">
          <FormattedMessage id="tour.places" />
        </h2>
        <ol className={styles.trolley}>
          {tour.places.map(({ position, orderNumber, totes }) => (
            <li key={position} value={position}>
              {orderNumber} {totes.join(', ')}
            </li>
          ))}
        </ol>
      </section>
      <table className={styles.walks}>
        <caption>
          <FormattedMessage id="office.picking.stops" values={{ stops: stops.length }} />
        </caption>
        <ColumnHeads names={['turn', 'bin', 'item', 'units', 'into']} />
        <tbody>
          {stops.map((stop, at) => (
            <tr key={`${stop.locationId} ${stop.sku} ${stop.lot?.lot} ${stop.lot?.bestBefore}`}>
              <td>{at + 1}</td>
              <td>
                <strong>{stop.locationId}</strong>
                {stop.isSkipped ? (
                  <>
                    {' '}
                    <FormattedMessage id="tour.skipped" />
                  </>
                ) : null}
              </td>
              <td>
                {[stop.name, stop.sku, stop.lot?.lot, stop.lot?.bestBefore].filter(Boolean).join(' · ')}
              </td>
              <td>{stop.quantity}</td>
              <td>{stop.places.map(({ position, quantity }) => `${position}: ${quantity}`).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
