// Filters that are kept, each with how many orders it finds now: one press shows them. Saving keeps the filter with the
// columns and the order the list has.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { OrderFilter, OrderLook, SavedFilter } from '../../../../shared/contract/order-grid';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Failure } from '../list/failure';
import type { Answer, OfficeApi, OfficeFailure } from '../office-api';
import { usePageActions } from '../palette/page-actions';
import { filterText } from './order-filters';
import styles from './orders.module.css';

type Api = Pick<OfficeApi, 'saveOrderFilter' | 'removeOrderFilter'>;
type Told = (rows: SavedFilter[]) => void;

export function SavedFilters({
  api,
  saved,
  filter,
  look,
  onTold,
  onChoose,
}: {
  api: Api;
  saved: readonly SavedFilter[];
  filter: OrderFilter;
  look: OrderLook;
  onTold: Told;
  onChoose: (filter: SavedFilter) => void;
}): ReactNode {
  const intl = useIntl();
  const [isSaving, setIsSaving] = useState(false);
  const current = JSON.stringify(filterText(filter));
  const isCurrent = (each: SavedFilter): boolean => JSON.stringify(filterText(each.filter)) === current;
  usePageActions([
    { id: 'save-filter', label: 'office.orders.saveFilter', key: 'Ctrl+S', run: () => setIsSaving(true) },
    ...saved.map((each) => ({
      id: `filter ${each.filterId}`,
      label: 'office.orders.showFilter',
      values: { name: each.name },
      run: () => onChoose(each),
    })),
  ]);
  return (
    <nav className={styles.saved} aria-label={intl.formatMessage({ id: 'office.orders.savedFilters' })}>
      {saved.map((each) => (
        <button
          key={each.filterId}
          type="button"
          aria-pressed={isCurrent(each)}
          onClick={() => onChoose(each)}
        >
          <bdi>{each.name}</bdi>{' '}
          <span className={styles.many}>
            <FormattedNumber value={each.total} />
            {each.isTotalLeast ? '+' : null}
          </span>
        </button>
      ))}
      <button type="button" aria-keyshortcuts="Control+S" onClick={() => setIsSaving(true)}>
        <FormattedMessage id="office.orders.saveFilter" />
      </button>
      {isSaving ? (
        <SaveDialog
          api={api}
          same={saved.find(isCurrent)}
          filter={filter}
          look={look}
          onTold={onTold}
          onClose={() => setIsSaving(false)}
        />
      ) : null}
    </nav>
  );
}

function SaveDialog({
  api,
  same,
  filter,
  look,
  onTold,
  onClose,
}: {
  api: Api;
  /** One that is kept already and finds the same: its name, its columns or whose it is are changed. */
  same: SavedFilter | undefined;
  filter: OrderFilter;
  look: OrderLook;
  onTold: Told;
  onClose: () => void;
}): ReactNode {
  const intl = useIntl();
  const [name, setName] = useState(same?.name ?? '');
  const [shared, setShared] = useState(same?.shared ?? false);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const end = (answer: Answer<{ rows: SavedFilter[] }>): void => {
    if (!answer.ok) return setFailure(answer.failure);
    onTold(answer.value.rows);
    onClose();
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const kept = { name, shared, filter, look };
    void api.saveOrderFilter(same ? { ...kept, filterId: same.filterId } : kept).then(end);
  };
  return (
    <Dialog
      title={intl.formatMessage({ id: 'office.orders.saveFilter' })}
      isOpen
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>
            <FormattedMessage id="office.answering.leave" />
          </Button>
          {same ? (
            <Button onPress={() => void api.removeOrderFilter(same.filterId).then(end)}>
              <FormattedMessage id="office.orders.removeFilter" />
            </Button>
          ) : null}
          <Button kind="main" type="submit" form="save-filter">
            <FormattedMessage id="office.orders.saveFilter.do" />
          </Button>
        </>
      }
    >
      <form id="save-filter" className={styles.form} onSubmit={save}>
        <label className={styles.field}>
          <FormattedMessage id="office.orders.filterName" />
          <input
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- a question that was asked for
            autoFocus
            value={name}
            required
            maxLength={60}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label>
          <input type="checkbox" checked={shared} onChange={(event) => setShared(event.target.checked)} />{' '}
          <FormattedMessage id="office.orders.filterShared" />
        </label>
      </form>
      {failure ? <Failure failure={failure} /> : null}
    </Dialog>
  );
}
