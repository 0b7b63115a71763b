// Every customer, the most valuable first or as one likes; Enter opens one. What makes a VIP is set here.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { customerSorts } from '../../../../shared/contract/customers';
import { segments } from '../../../../shared/domain/customer/value';
import { Button } from '../../../ui/button';
import { type Column, OfficeList } from '../list/office-list';
import { Price } from '../list/price';
import { usePagedList } from '../list/use-paged-list';
import type { OfficeApi } from '../office-api';
import type { OfficePageProps } from '../office-place';
import { CustomerPage } from './customer-page';
import { ReturnRate, VipMark } from './customer-marks';
import { CustomerRulesForm } from './customer-rules-form';

type Row = Extract<Awaited<ReturnType<OfficeApi['customers']>>, { ok: true }>['value']['rows'][number];

const columns: readonly Column<Row>[] = [
  {
    key: 'name',
    width: 'minmax(0, 2fr)',
    heading: 'office.customers.name',
    cell: (row) => (
      <>
        {row.name} {row.isVip ? <VipMark /> : null}
      </>
    ),
  },
  {
    key: 'contact',
    width: 'minmax(0, 2fr)',
    heading: 'office.customers.contact',
    cell: (row) => row.mail ?? row.phone ?? '–',
  },
  { key: 'country', width: '6rem', heading: 'office.orders.country', cell: (row) => row.countryCode },
  {
    key: 'segment',
    heading: 'office.customers.segment',
    cell: (row) => (row.segment ? <FormattedMessage id={`office.customers.segment.${row.segment}`} /> : '–'),
  },
  {
    key: 'orders',
    width: '7rem',
    heading: 'office.customers.orders',
    numeric: true,
    cell: (row) => <FormattedNumber value={row.orders} />,
  },
  {
    key: 'money',
    heading: 'office.customers.money',
    numeric: true,
    cell: (row) => <Price amountMinor={row.moneyMinor} currency={row.currency} />,
  },
  {
    key: 'margin',
    heading: 'office.customers.margin',
    numeric: true,
    cell: (row) => <Price amountMinor={row.marginMinor} currency={row.currency} />,
  },
  {
    key: 'returned',
    width: '7rem',
    heading: 'office.customers.returned',
    numeric: true,
    cell: (row) => <ReturnRate shipped={row.shippedUnits} returned={row.returnedUnits} />,
  },
  {
    key: 'last',
    heading: 'office.customers.last',
    cell: (row) => (row.lastOrderAt ? <FormattedDate value={row.lastOrderAt} dateStyle="medium" /> : '–'),
  },
];

export function CustomersPage({ api, id, open }: OfficePageProps): ReactNode {
  return id === null ? (
    <CustomersList api={api} open={open} />
  ) : (
    <CustomerPage key={id} api={api} customerId={id} open={open} />
  );
}

function CustomersList({ api, open }: Pick<OfficePageProps, 'api' | 'open'>): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState({ segment: '', vip: '', alike: '', sort: '' });
  const [isRules, setRules] = useState(false);
  const list = usePagedList(api.customers, { text, ...chosen });
  const option = (prefix: string) => (value: string) => ({
    value,
    label: intl.formatMessage({ id: `${prefix}.${value}` }),
  });
  return (
    <OfficeList
      title="office.customers.title"
      list={list}
      columns={columns}
      rowKey={(row) => row.customerId}
      onOpen={(row) => open('customers', row.customerId)}
      text={text}
      onText={setText}
      choices={[
        {
          name: 'segment',
          label: 'office.customers.segment',
          value: chosen.segment,
          options: segments.map(option('office.customers.segment')),
        },
        {
          name: 'vip',
          label: 'office.customers.vip',
          value: chosen.vip,
          options: ['yes', 'no'].map(option('office.customers.is')),
        },
        {
          name: 'alike',
          label: 'office.customers.alike',
          value: chosen.alike,
          options: ['yes'].map(option('office.customers.is')),
        },
        {
          name: 'sort',
          label: 'office.customers.sort',
          value: chosen.sort,
          options: customerSorts.map(option('office.customers.sort')),
        },
      ]}
      onChoice={(name, value) => setChosen({ ...chosen, [name]: value })}
      empty="office.customers.empty"
      note={
        <div>
          <Button onPress={() => setRules(!isRules)}>
            {intl.formatMessage({ id: isRules ? 'ui.close' : 'office.customers.rules' })}
          </Button>
          {isRules ? <CustomerRulesForm api={api} onSaved={list.reload} /> : null}
        </div>
      }
    />
  );
}
