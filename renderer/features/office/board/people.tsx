// Who picked and packed what today, what each does now, and how far each has walked.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber, FormattedTime } from 'react-intl';
import type { Board, BoardPerson } from '../../../../shared/contract/floor-board';
import styles from './board.module.css';

type Props = { board: Board; onOpenTour: (tourId: string) => void };
const columns = ['person', 'now', 'picked', 'packed', 'metres', 'last'] as const;

export function People({ board: { people }, onOpenTour }: Props): ReactNode {
  return (
    <table className={styles.table}>
      <caption>
        <FormattedMessage id="office.board.people" values={{ people: people.length }} />
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
        {people.map((person) => (
          <tr key={person.personId}>
            <th scope="row">{person.name}</th>
            <td>
              <Now person={person} onOpenTour={onOpenTour} />
            </td>
            <td>
              <FormattedMessage id="office.board.hour-and-day" values={person.picked} />
            </td>
            <td>
              <FormattedMessage id="office.board.hour-and-day" values={person.packed} />
            </td>
            <td>
              <FormattedNumber value={person.metres} maximumFractionDigits={0} />
            </td>
            <td>
              <FormattedTime value={person.lastAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Now({
  person: { tour, packing, station },
  onOpenTour,
}: { person: BoardPerson } & Pick<Props, 'onOpenTour'>): ReactNode {
  return (
    <>
      {tour ? (
        <button type="button" onClick={() => onOpenTour(tour.tourId)}>
          <FormattedMessage id="office.picking.tour" values={{ number: tour.number }} />
        </button>
      ) : null}{' '}
      {packing ? <FormattedMessage id="office.board.packs" values={{ order: packing }} /> : null} {station}
    </>
  );
}
