// Every order from every channel: filtered by anything people ask for, in any order that an index carries, in columns they
// choose; filters are kept, and what is chosen is worked on at once. All of it stands in the address.
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { BulkRun } from '../../../../shared/contract/bulk';
import {
  type OrderColumn,
  type OrderLook,
  type OrderRow,
  type OrderSelection,
  orderSorts,
  type SavedFilter,
} from '../../../../shared/contract/order-grid';
import { Button } from '../../../ui/button';
import type { GridSort } from '../../../ui/data-grid';
import { countSelected, type GridSelection, nothingSelected } from '../../../ui/grid-selection';
import { BulkDialog } from '../bulk/bulk-dialog';
import { OfficeList } from '../list/office-list';
import { KnownMarksPlace } from '../fields/known-marks';
import { useAnswer } from '../list/use-answer';
import { usePagedList } from '../list/use-paged-list';
import type { OfficeApi } from '../office-api';
import { usePageActions } from '../palette/page-actions';
import { useKeptQuery } from '../place/use-place';
import { ColumnChooser } from './column-chooser';
import { columnOf, isDescendingFirst, keepLook, keptLook, sortOf } from './order-columns';
import { type FilterText, filterOf, filterText, OrderFilters } from './order-filters';
import styles from './orders.module.css';
import { SavedFilters } from './saved-filters';

const countAgainMs = 60_000;

export { Amount } from './order-columns';

export function OrdersPage({
  api,
  onOpen,
}: {
  api: OfficeApi;
  onOpen: (orderId: string) => void;
}): ReactNode {
  const intl = useIntl();
  const [filter, setFilter] = useState<FilterText>({});
  const [look, setLook] = useState<OrderLook>(keptLook);
  const [selection, setSelection] = useState<GridSelection>(nothingSelected);
  const [isUnfolded, setIsUnfolded] = useState(false);
  const [dialog, setDialog] = useState<'columns' | 'bulk' | BulkRun | null>(null);
  const [lastRun, setLastRun] = useState<BulkRun | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const saved = useSavedFilters(api);
  const query = useMemo(
    () => ({ ...filter, sort: look.sort, ...(look.turned ? { turned: 'true' } : {}) }),
    [filter, look.sort, look.turned],
  );
  const list = usePagedList(api.orders, query);
  useKeptQuery(query, (kept) => {
    const { sort, turned } = kept;
    setFilter(filterText(kept));
    const known = orderSorts.find((each) => each === sort);
    if (known) setLook((before) => ({ ...before, sort: known, turned: turned === 'true' }));
  });
  const filterBy = (next: FilterText): void => {
    setFilter(next);
    setSelection(nothingSelected);
  };
  const lookLike = (next: OrderLook): void => {
    setLook(next);
    keepLook(next);
  };
  const count = countSelected(selection, list.total);
  const work = useCallback(() => setDialog((now) => (count > 0 ? 'bulk' : now)), [count]);
  usePageActions([
    { id: 'search', label: 'office.list.search', key: '/', run: () => search.current?.focus() },
    { id: 'filters', label: 'office.orders.allFilters', key: 'Alt+F', run: () => setIsUnfolded((is) => !is) },
    { id: 'columns', label: 'office.orders.columns', key: 'Alt+C', run: () => setDialog('columns') },
    ...(count > 0
      ? [{ id: 'bulk', label: 'office.bulk.title', values: { count }, key: 'Alt+A', run: work }]
      : []),
    { id: 'refresh', label: 'office.list.refresh', key: 'Alt+R', run: list.reload },
  ]);
  const choosing = useMemo(
    () => ({
      selection,
      onSelection: setSelection,
      labelOf: (row: OrderRow) => intl.formatMessage({ id: 'office.orders.choose' }, { number: row.number }),
      allLabel: intl.formatMessage({ id: 'office.orders.chooseAll' }),
      onMenu: work,
    }),
    [selection, intl, work],
  );
  const columns = useMemo(() => look.columns.map(columnOf), [look.columns]);
  return (
    <KnownMarksPlace api={api} isShown={look.columns.includes('tags') || look.columns.includes('fields')}>
      <OfficeList
        title="office.orders.title"
        list={list}
        columns={columns}
        rowKey={(row) => row.orderId}
        onOpen={(row) => onOpen(row.orderId)}
        text=""
        onText={() => undefined}
        filters={
          <>
            <OrderFilters
              api={api}
              filter={filter}
              onFilter={filterBy}
              isUnfolded={isUnfolded}
              onUnfold={setIsUnfolded}
              search={search}
            />
            <Button keyHint="Alt+C" onPress={() => setDialog('columns')}>
              <FormattedMessage id="office.orders.columns" />
            </Button>
            <SavedFilters
              api={api}
              saved={saved.rows}
              filter={filterOf(filter)}
              look={look}
              onTold={saved.take}
              onChoose={(chosen: SavedFilter) => {
                filterBy(filterText(chosen.filter));
                lookLike(chosen.look);
              }}
            />
          </>
        }
        sort={{ columnId: look.sort, direction: isDescending(look) ? 'desc' : 'asc' }}
        onSort={(sort) => lookLike(sorted(look, sort))}
        choosing={choosing}
        exportsOnlyColumns
        empty="office.orders.empty"
        note={
          <ChosenBar
            count={count}
            isLeast={selection.kind === 'all' && list.isTotalLeast}
            lastRun={lastRun}
            onWork={work}
            onClear={() => setSelection(nothingSelected)}
            onLastRun={() => setDialog(lastRun)}
            onForget={() => setLastRun(null)}
          />
        }
      />
      {dialog === 'columns' ? (
        <ColumnChooser
          columns={look.columns}
          onColumns={(next: OrderColumn[]) => lookLike({ ...look, columns: next })}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog !== null && dialog !== 'columns' ? (
        <BulkDialog
          api={api}
          selection={selectionOf(selection, filter)}
          count={count}
          begun={dialog === 'bulk' ? null : dialog}
          onChanged={(run) => {
            setLastRun(run);
            setSelection(nothingSelected);
            list.reload();
            saved.askAgain();
          }}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </KnownMarksPlace>
  );
}

function ChosenBar({
  count,
  isLeast,
  lastRun,
  onWork,
  onClear,
  onLastRun,
  onForget,
}: {
  count: number;
  isLeast: boolean;
  lastRun: BulkRun | null;
  onWork: () => void;
  onClear: () => void;
  onLastRun: () => void;
  onForget: () => void;
}): ReactNode {
  if (count > 0)
    return (
      <div className={styles.chosen}>
        <output>
          <FormattedMessage id="office.orders.chosen" values={{ count, least: isLeast ? 'yes' : 'no' }} />
        </output>
        <Button kind="main" keyHint="Alt+A" onPress={onWork}>
          <FormattedMessage id="office.bulk.open" />
        </Button>
        <Button keyHint="Esc" onPress={onClear}>
          <FormattedMessage id="office.orders.chooseNone" />
        </Button>
      </div>
    );
  // It stays until it is dismissed: taking something back is not a matter of seconds.
  return lastRun ? (
    <div className={styles.chosen}>
      <output>
        <FormattedMessage
          id="office.bulk.last"
          values={{ done: lastRun.done, refused: lastRun.refused, state: lastRun.state }}
        />
      </output>
      <Button onPress={onLastRun}>
        <FormattedMessage id="office.bulk.showLast" />
      </Button>
      <Button onPress={onForget}>
        <FormattedMessage id="ui.dismiss" />
      </Button>
    </div>
  ) : null;
}

function useSavedFilters(api: Pick<OfficeApi, 'orderFilters'>): {
  rows: readonly SavedFilter[];
  take: (rows: SavedFilter[]) => void;
  askAgain: () => void;
} {
  const load = useCallback(() => api.orderFilters(), [api]);
  const { last, askAgain } = useAnswer(load, countAgainMs);
  const [told, setTold] = useState<{ instead: unknown; rows: SavedFilter[] } | null>(null);
  return {
    rows: told && told.instead === last ? told.rows : (last?.rows ?? []),
    take: (rows) => setTold({ instead: last, rows }),
    askAgain,
  };
}

function selectionOf(selection: GridSelection, filter: FilterText): OrderSelection {
  return selection.kind === 'some'
    ? { orderIds: [...selection.ids] as never }
    : { filter: filterOf(filter), except: [...selection.except] as never };
}

function isDescending({ sort, turned }: OrderLook): boolean {
  return isDescendingFirst(sort) !== turned;
}

/** A heading that is pressed first brings the order people want first; pressed again, the other way round. */
function sorted(look: OrderLook, { columnId }: GridSort): OrderLook {
  const sort = sortOf(columnId);
  if (!sort) return look;
  return { ...look, sort, turned: look.sort === sort ? !look.turned : false };
}
