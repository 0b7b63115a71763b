// Tours that are not over; one can be given to another station, or taken back for whoever comes first.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, FormattedTime, useIntl } from 'react-intl';
import type { Board } from '../../../../shared/contract/floor-board';
import type { TourRow } from '../../../../shared/contract/floor';
import { Progress } from '../picking/tour-list';
import styles from './board.module.css';

type Props = {
  board: Board;
  onOpen: (tourId: string) => void;
  onGive: (tourId: string, stationId: string) => void;
  onTakeBack: (tourId: string) => void;
};
const columns = ['tour', 'state', 'progress', 'holder', 'due', 'give'] as const;

export function Tours(props: Props): ReactNode {
  const { tours } = props.board;
  if (tours.length === 0) return null;
  return (
    <table className={styles.table}>
      <caption>
        <FormattedMessage id="office.picking.tours" values={{ tours: tours.length }} />
      </caption>
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col">
              <FormattedMessage id={`office.board.column.${name}`} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tours.map((tour) => (
          <Row key={tour.tourId} {...props} tour={tour} />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  tour,
  board: { stations, at },
  onOpen,
  onGive,
  onTakeBack,
}: Props & { tour: TourRow }): ReactNode {
  const intl = useIntl();
  const [to, setTo] = useState('');
  const { tourId, number, state, picker, station, dueAt } = tour;
  return (
    <tr data-late={(dueAt !== null && dueAt < at) || undefined}>
      <th scope="row">
        <button type="button" onClick={() => onOpen(tourId)}>
          {number}
        </button>
      </th>
      <td>
        <FormattedMessage id={`tour.state.${state}`} />
      </td>
      <td>
        <Progress tour={tour} />
      </td>
      <td>{[picker, station].filter(Boolean).join(' · ') || '–'}</td>
      <td>{dueAt === null ? '–' : <FormattedTime value={dueAt} />}</td>
      <td className={styles.give}>
        <select
          aria-label={intl.formatMessage({ id: 'office.board.give-to' }, { number })}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        >
          <option value="">{intl.formatMessage({ id: 'office.board.choose-station' })}</option>
          {stations
            .filter(({ name }) => name !== station)
            .map(({ stationId, name }) => (
              <option key={stationId} value={stationId}>
                {name}
              </option>
            ))}
        </select>
        <button
          type="button"
          disabled={to === ''}
          onClick={() => {
            onGive(tourId, to);
            setTo('');
          }}
        >
          <FormattedMessage id="office.board.give" />
        </button>
        {station === null ? null : (
          <button type="button" onClick={() => onTakeBack(tourId)}>
            <FormattedMessage id="office.picking.take-back" />
          </button>
        )}
      </td>
    </tr>
  );
}
