// One label: what can be done with it now, and what cannot is not offered. What cannot be taken back asks for a second press.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { ShipmentRow } from '../../../../shared/contract/shipments';
import { Failure } from '../list/failure';
import type { Answer, OfficeApi, OfficeFailure } from '../office-api';
import styles from '../office.module.css';
import { RatesTable } from './rates-table';

type Props = { api: OfficeApi; row: ShipmentRow; onChanged: () => void; onClose: () => void };
type Sure = 'void' | 'lost';

export function ShipmentPanel({ api, row, onChanged, onClose }: Props): ReactNode {
  const intl = useIntl();
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [asked, setAsked] = useState<Sure | null>(null);
  const [number, setNumber] = useState('');
  const [showsRates, setShowsRates] = useState(false);
  const { parcelId } = row;
  const took = (answer: Answer<unknown>): void => {
    setFailure(answer.ok ? null : answer.failure);
    setAsked(null);
    onChanged();
  };
  const surely = (what: Sure, act: () => Promise<Answer<unknown>>): void => {
    if (asked === what) void act().then(took);
    else setAsked(what);
  };
  const canType = row.state === 'planned' || row.state === 'failed';
  const canBuy = canType || row.state === 'voided';
  const title = intl.formatMessage(
    { id: 'shipments.chosen' },
    { number: row.orderNumber, box: row.boxNumber },
  );
  return (
    <section className={styles.risk} aria-label={title}>
      <h2>{title}</h2>
      {failure ? <Failure failure={failure} /> : null}
      {row.trouble ? (
        <output>
          <FormattedMessage id="shipments.was" values={{ carrier: row.carrierName, code: row.trouble }} />
        </output>
      ) : null}
      <p className={styles.acts}>
        {row.labelUrl ? (
          <a href={row.labelUrl} target="_blank" rel="noreferrer">
            <FormattedMessage id="shipments.label.open" />
          </a>
        ) : null}
        <a href={api.pageAt(row.pagePath)} target="_blank" rel="noreferrer">
          <FormattedMessage id="shipments.page" />
        </a>
        {row.mayBeVoid && row.voidUntil ? (
          <FormattedMessage
            id="shipments.void.until"
            values={{ day: <FormattedDate value={row.voidUntil} dateStyle="medium" /> }}
          />
        ) : null}
      </p>
      {canType ? (
        <NumberForm
          value={number}
          onChange={setNumber}
          onSave={() => void api.typeNumber(parcelId, number).then(took)}
        />
      ) : null}
      <p className={styles.acts}>
        {canBuy ? (
          <button type="button" onClick={() => void api.buyLabel(parcelId).then(took)}>
            <FormattedMessage id="shipments.buy" />
          </button>
        ) : null}
        {row.mayBeVoid ? (
          <button type="button" onClick={() => surely('void', () => api.voidLabel(parcelId))}>
            {asked === 'void' ? (
              <FormattedMessage id="shipments.void.sure" values={{ tracking: row.trackingNumber }} />
            ) : (
              <FormattedMessage id="shipments.void" />
            )}
          </button>
        ) : null}
        {row.state === 'bought' && row.handedOverAt ? (
          <button type="button" onClick={() => surely('lost', () => api.declareLost(parcelId))}>
            <FormattedMessage id={asked === 'lost' ? 'shipments.lost.sure' : 'shipments.lost'} />
          </button>
        ) : null}
        <button type="button" aria-expanded={showsRates} onClick={() => setShowsRates(!showsRates)}>
          <FormattedMessage id="shipments.rates" />
        </button>
        <button type="button" onClick={onClose}>
          <FormattedMessage id="shipments.rates.close" />
        </button>
      </p>
      {showsRates ? <RatesTable api={api} parcelId={parcelId} number={row.orderNumber} /> : null}
    </section>
  );
}

function NumberForm({
  value,
  onChange,
  onSave,
}: {
  value: string;
  onChange: (value: string) => void;
  onSave: () => void;
}): ReactNode {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSave();
  };
  return (
    <form onSubmit={submit} className={styles.acts}>
      <label>
        <FormattedMessage id="shipments.number" />{' '}
        <input
          value={value}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
      <button type="submit" disabled={value.trim() === ''}>
        <FormattedMessage id="shipments.number.save" />
      </button>
    </form>
  );
}
