// The products behind a class or a warehouse, what is worth most first; each opens its demand.
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { Dialog } from '../../../ui/dialog';
import { Failure } from '../list/failure';
import { usePagedList } from '../list/use-paged-list';
import type { OfficePageProps } from '../office-place';
import { FigureTable } from './figure-table';
import type { FiguresApi } from './figures-page';
import { moneyInWords, Rounded } from './measure-value';

export type AskedProducts = { abc?: string; xyz?: string; warehouse?: string };

export function ProductsPart({
  api,
  asked,
  currency,
  onClose,
  open,
}: {
  api: FiguresApi;
  asked: AskedProducts;
  currency: string | null;
  onClose: () => void;
  open: OfficePageProps['open'];
}): ReactNode {
  const intl = useIntl();
  const list = usePagedList(api.goodsProducts, asked);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={intl.formatMessage(
        { id: 'office.figures.products-of' },
        { part: asked.warehouse ?? `${asked.abc ?? ''}${asked.xyz ?? ''}` },
      )}
    >
      {list.failure ? <Failure failure={list.failure} onRetry={list.reload} /> : null}
      {list.loading && list.rows.length === 0 ? (
        <output>
          <FormattedMessage id="office.figures.looking" />
        </output>
      ) : (
        <FigureTable
          rows={list.rows}
          rowKey={({ sku }) => sku}
          columns={[
            {
              heading: 'product',
              cell: ({ sku, name }) => (
                <button type="button" onClick={() => open('demand', sku)}>
                  {name ?? sku}
                </button>
              ),
            },
            { heading: 'class', cell: ({ abc, xyz }) => `${abc ?? ''}${xyz ?? ''}` },
            { heading: 'units', cell: ({ units }) => <FormattedNumber value={units} /> },
            { heading: 'stock', cell: ({ valueMinor }) => moneyInWords(intl, valueMinor, currency) },
            { heading: 'cover-days', cell: ({ coverDays }) => <Rounded value={coverDays} /> },
            { heading: 'turns', cell: ({ turns }) => <Rounded value={turns} /> },
          ]}
        />
      )}
      {list.hasMore && !list.loading ? (
        <button type="button" onClick={list.more}>
          <FormattedMessage id="office.figures.more" />
        </button>
      ) : null}
    </Dialog>
  );
}
