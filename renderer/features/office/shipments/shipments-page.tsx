// Labels of boxes and where they are; one is chosen to be given back, bought again, numbered by hand or priced elsewhere.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { ShipmentRow } from '../../../../shared/contract/shipments';
import { shipmentStates } from '../../../../shared/domain/shipment/shipment';
import { ManifestsPanel } from './manifests-panel';
import type { OfficeApi } from '../office-api';
import { type Column, OfficeList } from '../list/office-list';
import { Price } from '../list/price';
import { ShipmentPanel } from './shipment-panel';
import { usePagedList } from '../list/use-paged-list';

const columns: readonly Column<ShipmentRow>[] = [
  { key: 'order', heading: 'shipments.order', cell: (row) => `${row.orderNumber}/${row.boxNumber}` },
  {
    key: 'carrier',
    heading: 'shipments.carrier',
    width: 'minmax(0, 2fr)',
    cell: (row) => `${row.carrierName} ${row.serviceName}`,
  },
  { key: 'country', heading: 'office.orders.country', cell: (row) => row.countryCode },
  {
    key: 'label',
    heading: 'shipments.label',
    cell: (row) => <FormattedMessage id={`shipments.state.${row.state}`} />,
  },
  {
    key: 'tracking',
    heading: 'shipments.tracking',
    width: 'minmax(0, 2.5fr)',
    cell: (row) =>
      row.trackingNumber === null ? (
        '–'
      ) : (
        <>
          {row.trackingNumber}
          {' · '}
          <FormattedMessage id={`track.status.${row.outcome === 'lost' ? 'lost' : row.tracking}`} />
        </>
      ),
  },
  {
    key: 'expected',
    heading: 'shipments.expected',
    width: 'minmax(0, 1.3fr)',
    cell: (row) => <Expected row={row} />,
  },
  {
    key: 'price',
    heading: 'shipments.price',
    numeric: true,
    cell: (row) => <Price amountMinor={row.amountMinor} currency={row.currency} />,
  },
];

export function ShipmentsPage({ api }: { api: OfficeApi }): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [state, setState] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const list = usePagedList(api.shipments, { text, state });
  const row = list.rows.find(({ parcelId }) => parcelId === chosen) ?? null;
  const options = shipmentStates.map((value) => ({
    value,
    label: intl.formatMessage({ id: `shipments.state.${value}` }),
  }));
  return (
    <OfficeList
      title="office.shipments.title"
      list={list}
      columns={columns}
      rowKey={({ parcelId }) => parcelId}
      onOpen={({ parcelId }) => setChosen(parcelId)}
      note={
        row ? (
          <ShipmentPanel
            key={row.parcelId}
            api={api}
            row={row}
            onChanged={list.reload}
            onClose={() => setChosen(null)}
          />
        ) : (
          <ManifestsPanel api={api} rows={list.rows} />
        )
      }
      text={text}
      onText={setText}
      choices={[{ name: 'state', label: 'office.orders.status', value: state, options }]}
      onChoice={(_name, value) => setState(value)}
      empty="shipments.empty"
    />
  );
}

function Expected({ row }: { row: ShipmentRow }): ReactNode {
  const day = row.eta ?? row.promisedFor;
  if (day === null) return '–';
  return (
    <>
      <FormattedDate value={`${day}T12:00:00Z`} dateStyle="medium" timeZone="UTC" />
      {row.isLate ? (
        <>
          {' · '}
          <strong>
            <FormattedMessage id="shipments.late" />
          </strong>
        </>
      ) : null}
    </>
  );
}
