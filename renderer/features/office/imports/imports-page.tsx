// Order files: send one, watch it being read, and put right the rows that could not be taken.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { ImportRow } from '../../../../shared/contract/http';
import { Age } from '../list/age';
import { Failure } from '../list/failure';
import styles from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { QuarantineList } from './quarantine-list';
import { useAnswer } from '../list/use-answer';

type Channel = Extract<Awaited<ReturnType<OfficeApi['channels']>>, { ok: true }>['value']['rows'][number];

export function ImportsPage({ api }: { api: OfficeApi }): ReactNode {
  const [running, setRunning] = useState(false);
  const load = useCallback(async () => {
    const answer = await api.imports();
    setRunning(
      answer.ok && answer.value.rows.some((row) => row.state === 'reading' || row.state === 'placing'),
    );
    return answer;
  }, [api]);
  const { answer: imports, last, asOfMs, askAgain } = useAnswer(load, running ? 500 : 5000);
  const { answer: known } = useAnswer(api.channels);
  const [refused, setRefused] = useState<OfficeFailure | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const rows: readonly ImportRow[] = last?.rows ?? [];
  const channels: readonly Channel[] = known?.ok ? known.value.rows : [];
  const failure = refused ?? (imports && !imports.ok ? imports.failure : null);

  const send = async (file: File, channelId: string, format: string): Promise<void> => {
    setRefused(null);
    const answer = await api.importFile(file, channelId, format);
    if (!answer.ok) setRefused(answer.failure);
    else setOpenId(answer.value.importId);
    askAgain();
  };
  return (
    <section className={styles.page}>
      <header className={styles.pageHead}>
        <h1>
          <FormattedMessage id="office.imports.title" />
        </h1>
        <Age asOfMs={asOfMs} isStill={imports?.ok === false} onRefresh={askAgain} />
      </header>
      <SendFile channels={channels} onSend={send} />
      {failure ? <Failure failure={failure} /> : null}
      {rows.length === 0 ? (
        <p className={styles.empty}>
          <FormattedMessage id="office.imports.empty" />
        </p>
      ) : null}
      <ul className={styles.imports}>
        {rows.map((row) => (
          <li key={row.importId} data-import-state={row.state}>
            <ImportSummary row={row} />
            <button
              type="button"
              aria-expanded={openId === row.importId}
              onClick={() => setOpenId(openId === row.importId ? null : row.importId)}
            >
              <FormattedMessage id="office.imports.quarantine" values={{ count: row.rowsQuarantined }} />
            </button>
            {openId === row.importId ? (
              <QuarantineList
                api={api}
                importId={row.importId}
                quarantined={row.rowsQuarantined}
                onChanged={askAgain}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ImportSummary({ row }: { row: ImportRow }): ReactNode {
  return (
    <>
      <p>
        <strong>{row.fileName}</strong> · {row.channelId} ·{' '}
        <FormattedMessage id={`office.imports.state.${row.state}`} /> ·{' '}
        <FormattedDate value={row.startedAt} dateStyle="short" timeStyle="medium" />
      </p>
      {row.state === 'reading' || row.state === 'placing' ? (
        <progress value={row.bytes} max={row.bytesTotal ?? undefined} aria-label={row.fileName} />
      ) : null}
      <p>
        <FormattedMessage
          id="office.imports.summary"
          values={{
            rows: <FormattedNumber value={row.rowsRead} />,
            taken: <FormattedNumber value={row.rowsTaken} />,
            unchanged: <FormattedNumber value={row.rowsUnchanged} />,
            quarantined: <FormattedNumber value={row.rowsQuarantined} />,
            orders: <FormattedNumber value={row.ordersNew} />,
          }}
        />
      </p>
      {row.error ? <Failure failure={{ ...row.error, values: row.error.values ?? {} }} /> : null}
    </>
  );
}

function SendFile({
  channels,
  onSend,
}: {
  channels: readonly Channel[];
  onSend: (file: File, channelId: string, format: string) => Promise<void>;
}): ReactNode {
  const intl = useIntl();
  const [file, setFile] = useState<File | null>(null);
  const [choice, setChoice] = useState('');
  const [sending, setSending] = useState(false);
  const options = channels.flatMap((channel) =>
    channel.formats.map((format) => ({
      value: `${channel.channelId}\n${format}`,
      label: `${channel.name} (${format})`,
    })),
  );
  const chosen = choice === '' ? (options[0]?.value ?? '') : choice;
  return (
    <form
      className={styles.sendFile}
      onSubmit={(event) => {
        event.preventDefault();
        const [channelId = '', format = ''] = chosen.split('\n');
        if (!file || channelId === '') return;
        setSending(true);
        void onSend(file, channelId, format).finally(() => setSending(false));
      }}
    >
      <label>
        <FormattedMessage id="office.imports.file" />{' '}
        <input type="file" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
        <span aria-hidden="true">{file?.name ?? <FormattedMessage id="office.imports.choose" />}</span>
      </label>
      <label>
        <FormattedMessage id="office.imports.channel" />{' '}
        <select value={chosen} onChange={(event) => setChoice(event.target.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      </label>
      <button
        type="submit"
        disabled={!file || sending}
        title={intl.formatMessage({ id: 'office.imports.sendHint' })}
      >
        <FormattedMessage id={sending ? 'office.imports.sending' : 'office.imports.send'} />
      </button>
    </form>
  );
}
