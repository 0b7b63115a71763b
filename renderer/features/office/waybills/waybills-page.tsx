// Official waybills (e-İrsaliye): which boxes wait for theirs, what the tax authority answered, and what was decided for each
// warehouse in Turkey. Enter opens a waybill with its file and its answer.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { WaybillRow } from '../../../../shared/contract/waybills';
import { waybillStates } from '../../../../shared/domain/waybill/waybill';
import { Failure } from '../list/failure';
import { type Column, OfficeList } from '../list/office-list';
import { useAnswer } from '../list/use-answer';
import { usePagedList } from '../list/use-paged-list';
import { Signing } from '../money/signing';
import { useSigned } from '../money/use-signed';
import type { OfficeApi } from '../office-api';
import { WaybillView } from './waybill-view';
import { WaybillSiteForm } from './waybill-site-form';
import styles from './waybills.module.css';

export type WaybillsApi = Pick<
  OfficeApi,
  'waybillSites' | 'saveWaybillRules' | 'waybills' | 'waybillFile' | 'answerWaybill' | 'retryWaybill'
>;

const columns: readonly Column<WaybillRow>[] = [
  { key: 'number', heading: 'office.waybills.number', cell: (row) => row.number },
  { key: 'orderNumber', heading: 'shipments.order', cell: (row) => `${row.orderNumber}/${row.boxNumber}` },
  { key: 'warehouseId', heading: 'office.waybills.warehouse', cell: (row) => row.warehouseId },
  {
    key: 'state',
    heading: 'office.waybills.state',
    cell: (row) => <FormattedMessage id={`office.waybills.state.${row.state}`} />,
  },
  {
    key: 'issuedAt',
    heading: 'office.waybills.issued',
    cell: (row) => <FormattedDate value={row.issuedAt} dateStyle="medium" timeStyle="short" />,
  },
  {
    key: 'trouble',
    heading: 'office.waybills.answer',
    width: 'minmax(0, 2fr)',
    cell: (row) => row.trouble ?? row.reference ?? '–',
  },
];

export function WaybillsPage({ api }: { api: WaybillsApi }): ReactNode {
  const intl = useIntl();
  const [state, setState] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const signed = useSigned();
  const list = usePagedList(api.waybills, { state });
  const row = list.rows.find(({ waybillId }) => waybillId === chosen) ?? null;
  return (
    <div className={styles.page}>
      <OfficeList
        title="office.waybills.title"
        list={list}
        columns={columns}
        rowKey={({ waybillId }) => waybillId}
        onOpen={({ waybillId }) => setChosen(waybillId)}
        text=""
        onText={() => undefined}
        filters={
          <label>
            <FormattedMessage id="office.waybills.state" />{' '}
            <select value={state} onChange={({ target }) => setState(target.value)}>
              <option value="">{intl.formatMessage({ id: 'office.list.all' })}</option>
              {waybillStates.map((value) => (
                <option key={value} value={value}>
                  {intl.formatMessage({ id: `office.waybills.state.${value}` })}
                </option>
              ))}
            </select>
          </label>
        }
        note={
          <>
            <Signing signed={signed} />
            {row ? (
              <WaybillView
                key={`${row.waybillId} ${row.state}`}
                api={api}
                row={row}
                signed={signed}
                onDone={list.reload}
                onClose={() => setChosen(null)}
              />
            ) : (
              <Sites api={api} signed={signed} />
            )}
          </>
        }
        empty="office.waybills.none"
      />
    </div>
  );
}

function Sites({ api, signed }: { api: WaybillsApi; signed: ReturnType<typeof useSigned> }): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.waybillSites);
  const [opened, setOpened] = useState<string | null>(null);
  if (!last) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  const site = last.sites.find(({ warehouseId }) => warehouseId === opened) ?? null;
  return (
    <section className={styles.part} aria-labelledby="waybill-sites">
      <h2 id="waybill-sites">
        <FormattedMessage id="office.waybills.sites" />
      </h2>
      {last.sites.length === 0 ? (
        <p>
          <FormattedMessage id="office.waybills.no-sites" />
        </p>
      ) : null}
      <ul className={styles.sites}>
        {last.sites.map(({ warehouseId, name, rules, changedAt, changedBy }) => (
          <li key={warehouseId}>
            <strong>{name}</strong>{' '}
            <FormattedMessage
              id={`office.waybills.site.${rules === null ? 'undecided' : rules.isOn ? rules.fallback : 'off'}`}
            />{' '}
            {changedAt ? (
              <FormattedMessage
                id="office.waybills.decided"
                values={{ by: changedBy ?? '–', at: <FormattedDate value={changedAt} dateStyle="medium" /> }}
              />
            ) : null}{' '}
            <button
              type="button"
              aria-expanded={opened === warehouseId}
              onClick={() => setOpened(opened === warehouseId ? null : warehouseId)}
            >
              <FormattedMessage id="office.waybills.decide" values={{ name }} />
            </button>
          </li>
        ))}
      </ul>
      {site ? (
        <WaybillSiteForm
          key={site.changedAt ?? site.warehouseId}
          site={site}
          transmitters={last.transmitters}
          onSave={(rules) =>
            signed.ask(
              'office.waybills.save',
              (by) => api.saveWaybillRules(site.warehouseId, rules, by),
              askAgain,
            )
          }
        />
      ) : null}
    </section>
  );
}
