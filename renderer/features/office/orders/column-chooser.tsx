// Which columns are shown, in which order: ticked with Space, moved with a button. At least one stays.
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { type OrderColumn, orderColumns } from '../../../../shared/contract/order-grid';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import styles from './orders.module.css';

export function ColumnChooser({
  columns,
  onColumns,
  onClose,
}: {
  columns: readonly OrderColumn[];
  onColumns: (columns: OrderColumn[]) => void;
  onClose: () => void;
}): ReactNode {
  const intl = useIntl();
  const listed = [...columns, ...orderColumns.filter((name) => !columns.includes(name))];
  const move = (name: OrderColumn, by: 1 | -1): void => {
    const from = columns.indexOf(name);
    const next = columns.filter((each) => each !== name);
    next.splice(from + by, 0, name);
    onColumns(next);
  };
  return (
    <Dialog title={intl.formatMessage({ id: 'office.orders.columns' })} isOpen onClose={onClose}>
      <ul className={styles.columns}>
        {listed.map((name) => {
          const place = columns.indexOf(name);
          const heading = intl.formatMessage({ id: `office.orders.${name}` });
          return (
            <li key={name}>
              <label>
                <input
                  type="checkbox"
                  checked={place >= 0}
                  disabled={place >= 0 && columns.length === 1}
                  onChange={() =>
                    onColumns(place >= 0 ? columns.filter((each) => each !== name) : [...columns, name])
                  }
                />{' '}
                {heading}
              </label>
              {place >= 0 ? (
                <span>
                  <Button
                    aria-label={intl.formatMessage({ id: 'office.orders.column.earlier' }, { heading })}
                    isDisabled={place === 0}
                    onPress={() => move(name, -1)}
                  >
                    ↑
                  </Button>
                  <Button
                    aria-label={intl.formatMessage({ id: 'office.orders.column.later' }, { heading })}
                    isDisabled={place === columns.length - 1}
                    onPress={() => move(name, 1)}
                  >
                    ↓
                  </Button>
                </span>
              ) : null}
            </li>
          );
        })}
      </ul>
      <p>
        <FormattedMessage id="office.orders.columns.kept" />
      </p>
    </Dialog>
  );
}
