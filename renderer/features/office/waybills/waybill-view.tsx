// One waybill: its file, what was answered, and the answer where somebody tells it by hand.
import { type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { WaybillRow } from '../../../../shared/contract/waybills';
import type { Signed } from '../money/use-signed';
import type { WaybillsApi } from './waybills-page';
import styles from './waybills.module.css';

export function WaybillView({
  api,
  row,
  signed,
  onDone,
  onClose,
}: {
  api: WaybillsApi;
  row: WaybillRow;
  signed: Signed;
  onDone: () => void;
  onClose: () => void;
}): ReactNode {
  const [reference, setReference] = useState('');
  const [reason, setReason] = useState('');
  const [file, setFile] = useState<{ name: string; url: string } | null>(null);
  const isOut = row.state === 'waiting' || row.state === 'handed';
  const make = (): void =>
    signed.run(api.waybillFile(row.waybillId), ({ fileName, xml }) => {
      if (file) URL.revokeObjectURL(file.url);
      setFile({ name: fileName, url: URL.createObjectURL(new Blob([xml], { type: 'application/xml' })) });
    });
  return (
    <section className={styles.part} aria-labelledby="waybill-open">
      <h2 id="waybill-open">{row.number}</h2>
      <p>
        <FormattedMessage id={`office.waybills.state.${row.state}`} />
        {row.trouble ? ` · ${row.trouble}` : null}
        {row.reference ? ` · ${row.reference}` : null}
      </p>
      <p className={styles.row}>
        <button type="button" onClick={make}>
          <FormattedMessage id="office.waybills.file" />
        </button>
        {file ? (
          <a href={file.url} download={file.name}>
            <FormattedMessage id="office.books.ubl-made" values={{ fileName: file.name }} />
          </a>
        ) : null}
        {row.state === 'refused' ? (
          <button
            type="button"
            onClick={() =>
              signed.ask('office.waybills.retry', (by) => api.retryWaybill(row.waybillId, by), onDone)
            }
          >
            <FormattedMessage id="office.waybills.retry" />
          </button>
        ) : null}
        <button type="button" onClick={onClose}>
          <FormattedMessage id="shipments.rates.close" />
        </button>
      </p>
      {isOut || row.state === 'refused' ? (
        <form
          className={styles.row}
          onSubmit={(event) => {
            event.preventDefault();
            const answer = { state: 'transmitted', reference: reference.trim() || null } as const;
            signed.ask(
              'office.waybills.transmitted',
              (by) => api.answerWaybill(row.waybillId, answer, by),
              onDone,
            );
          }}
        >
          <label>
            <FormattedMessage id="office.waybills.reference" />
            <input value={reference} maxLength={100} onChange={({ target }) => setReference(target.value)} />
          </label>
          <button type="submit" data-main="true">
            <FormattedMessage id="office.waybills.transmitted" />
          </button>
        </form>
      ) : null}
      {isOut ? (
        <form
          className={styles.row}
          onSubmit={(event) => {
            event.preventDefault();
            const answer = { state: 'refused', code: 'by-hand', message: reason.trim() } as const;
            signed.ask(
              'office.waybills.refused',
              (by) => api.answerWaybill(row.waybillId, answer, by),
              onDone,
            );
          }}
        >
          <label>
            <FormattedMessage id="office.waybills.reason" />
            <input
              value={reason}
              required
              maxLength={500}
              onChange={({ target }) => setReason(target.value)}
            />
          </label>
          <button type="submit">
            <FormattedMessage id="office.waybills.refused" />
          </button>
        </form>
      ) : null}
    </section>
  );
}
