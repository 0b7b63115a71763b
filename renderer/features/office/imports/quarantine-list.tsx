// Rows of a file that could not be taken: the row as it was, why, and a field to put it right. Correct and retry, or
// drop it on purpose; nothing goes away by itself.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { Age } from '../list/age';
import { Failure } from '../list/failure';
import { ListExport } from '../list/list-export';
import styles from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { usePagedList } from '../list/use-paged-list';

type Row = Extract<Awaited<ReturnType<OfficeApi['quarantine']>>, { ok: true }>['value']['rows'][number];

export function QuarantineList({
  api,
  importId,
  quarantined,
  onChanged,
}: {
  api: OfficeApi;
  importId: string;
  /** As many as the import counts so far: while it is being placed, more come. */
  quarantined: number;
  onChanged: () => void;
}): ReactNode {
  const list = usePagedList(api.quarantine, { importId, state: 'open' });
  const counted = useRef(quarantined);
  useEffect(() => {
    if (counted.current === quarantined) return;
    counted.current = quarantined;
    list.reload();
  }, [quarantined, list]);
  const changed = (): void => {
    list.reload();
    onChanged();
  };
  return (
    <div className={styles.quarantine}>
      <Age asOfMs={list.asOfMs} isStill={list.failure !== null} onRefresh={list.reload} />
      <ListExport list={list} />
      {list.failure ? <Failure failure={list.failure} onRetry={list.reload} /> : null}
      {list.rows.length === 0 && !list.loading ? (
        <p className={styles.empty}>
          <FormattedMessage id="office.quarantine.empty" />
        </p>
      ) : null}
      <ul>
        {list.rows.map((row) => (
          <QuarantineRow key={row.quarantineId} row={row} api={api} onChanged={changed} />
        ))}
      </ul>
      {list.hasMore ? (
        <button type="button" onClick={list.more}>
          <FormattedMessage
            id="office.quarantine.more"
            values={{ left: <FormattedNumber value={list.total - list.rows.length} /> }}
          />
        </button>
      ) : null}
    </div>
  );
}

function QuarantineRow({
  row,
  api,
  onChanged,
}: {
  row: Row;
  api: OfficeApi;
  onChanged: () => void;
}): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState(row.correctedText ?? row.originalText);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const act = async (
    run: () => Promise<{ ok: true } | { ok: false; failure: OfficeFailure }>,
  ): Promise<void> => {
    setBusy(true);
    const answer = await run();
    setBusy(false);
    if (answer.ok) onChanged();
    else setFailure(answer.failure);
  };
  return (
    <li>
      <p>
        <FormattedMessage id="office.quarantine.row" values={{ row: row.rowNo }} />:{' '}
        <FormattedMessage id={`quarantine.${row.reasonCode}`} values={row.reasonValues} />
      </p>
      <input
        className={styles.rowText}
        value={text}
        aria-label={intl.formatMessage({ id: 'office.quarantine.text' })}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="button" disabled={busy} onClick={() => void act(() => api.retry(row.quarantineId, text))}>
        <FormattedMessage id="office.quarantine.retry" />
      </button>
      <button type="button" disabled={busy} onClick={() => void act(() => api.drop(row.quarantineId))}>
        <FormattedMessage id="office.quarantine.drop" />
      </button>
      {failure ? <Failure failure={failure} /> : null}
    </li>
  );
}
