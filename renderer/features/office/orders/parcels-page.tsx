// Every parcel: what state its box is in, which bench holds it, how much is in it, and its three facts.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { FactMark } from '../../../ui/three-facts';
import { factNames } from '../../../../shared/domain/parcel/three-facts';
import { parcelStates } from '../../../../shared/domain/parcel/parcel';
import { Failure } from '../list/failure';
import { HolderRisk } from '../stations/holder-risk';
import styles from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { type Column, OfficeList } from '../list/office-list';
import { usePagedList } from '../list/use-paged-list';
import { labelProofFilters } from '../../../../shared/domain/parcel/label-proof';
import { LabelProofWords } from './label-proof-words';

type Row = Extract<Awaited<ReturnType<OfficeApi['parcels']>>, { ok: true }>['value']['rows'][number];

const columns: readonly Column<Row>[] = [
  { key: 'number', heading: 'office.orders.number', cell: (row) => row.orderNumber },
  { key: 'box', heading: 'office.parcels.box', numeric: true, cell: (row) => row.boxNumber },
  {
    key: 'state',
    heading: 'office.orders.status',
    cell: (row) => (
      <>
        <FormattedMessage id={`parcel.state.${row.state}`} />
        {row.cancel === 'asked' || row.cancel === 'too-late' ? (
          <>
            {' · '}
            <FormattedMessage id={`office.cancel.short.${row.cancel}`} />
          </>
        ) : null}
      </>
    ),
  },
  {
    key: 'holder',
    width: 'minmax(0, 1.2fr)',
    heading: 'office.parcels.holder',
    cell: (row) => row.holder?.name ?? '–',
  },
  { key: 'zones', heading: 'office.parcels.zones', cell: (row) => row.zones.join(' + ') || '–' },
  {
    key: 'carrier',
    width: 'minmax(0, 2.5fr)',
    heading: 'office.parcels.carrier',
    cell: (row) => `${row.carrierName} ${row.serviceName}`,
  },
  { key: 'country', heading: 'office.orders.country', cell: (row) => row.countryCode },
  ...factNames.map((name) => ({
    key: name,
    width: 'minmax(0, 1.3fr)',
    heading: `fact.${name}`,
    cell: (row: Row) =>
      row.facts[name].state === 'no' ? '–' : <FactMark name={name} fact={row.facts[name]} short />,
  })),
  {
    key: 'label',
    width: 'minmax(0, 1.8fr)',
    heading: 'office.parcels.label',
    cell: (row) => (row.label.state === 'none' ? '–' : <LabelProofWords proof={row.label} />),
  },
  {
    key: 'units',
    heading: 'office.parcels.units',
    numeric: true,
    cell: (row) => `${row.unitsPacked} / ${row.units}`,
  },
  { key: 'sscc', width: 'minmax(0, 2fr)', heading: 'office.parcels.sscc', cell: (row) => row.sscc ?? '–' },
  {
    key: 'placed',
    width: 'minmax(0, 1.2fr)',
    heading: 'office.orders.placed',
    cell: (row) => <FormattedDate value={row.placedAt} dateStyle="medium" />,
  },
];

/** Only what a bench holds and has not sealed has a lease to take back. */
function mayTakeBack(row: Row): boolean {
  return row.holder !== null && (row.state === 'leased' || row.state === 'packing');
}

export function ParcelsPage({ api }: { api: OfficeApi }): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const [state, setState] = useState('');
  const [label, setLabel] = useState('');
  const [chosen, setChosen] = useState<Row | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const list = usePagedList(api.parcels, { text, state, label });
  const labels = labelProofFilters.map((value) => ({
    value,
    label: intl.formatMessage({ id: `office.label-proof.${value}` }),
  }));
  const options = parcelStates.map((value) => ({
    value,
    label: intl.formatMessage({ id: `parcel.state.${value}` }),
  }));
  return (
    <OfficeList
      title="office.parcels.title"
      list={list}
      columns={columns}
      rowKey={(row) => row.parcelId}
      onOpen={(row) => setChosen(mayTakeBack(row) ? row : null)}
      note={
        <>
          {failure ? <Failure failure={failure} /> : null}
          {chosen?.holder ? (
            <HolderRisk
              key={chosen.parcelId}
              holder={chosen.holder}
              state={chosen.state}
              act="office.parcels.takeBack"
              onAct={async () => {
                const answer = await api.takeBackParcel(chosen.parcelId, chosen.fence);
                setFailure(answer.ok ? null : answer.failure);
                setChosen(null);
                list.reload();
              }}
              onClose={() => setChosen(null)}
            />
          ) : (
            <p className={styles.count}>
              <FormattedMessage id="office.parcels.takeBackHint" />
            </p>
          )}
        </>
      }
      text={text}
      onText={setText}
      choices={[
        { name: 'state', label: 'office.orders.status', value: state, options },
        { name: 'label', label: 'office.parcels.label', value: label, options: labels },
      ]}
      onChoice={(name, value) => (name === 'label' ? setLabel(value) : setState(value))}
      empty="office.parcels.empty"
    />
  );
}
