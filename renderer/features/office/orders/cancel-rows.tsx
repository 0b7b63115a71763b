// Cancellations of this order that benches were asked for: asked since when, what was answered, by whom, where; and the two
// things head office can do while nobody has: withdraw it, or decide without the bench.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { formatAge, formatMoment } from '../../../app/formatters';
import { useNow } from '../../../app/use-now';
import { Failure } from '../list/failure';
import { HolderRisk } from '../stations/holder-risk';
import styles from '../office.module.css';
import type { Answer, OfficeApi, OfficeFailure } from '../office-api';

export type CancelRow = Extract<
  Awaited<ReturnType<OfficeApi['order']>>,
  { ok: true }
>['value']['cancels'][number];

export function CancelRows({
  api,
  rows,
  onChanged,
}: {
  api: OfficeApi;
  rows: readonly CancelRow[];
  onChanged: () => void;
}): ReactNode {
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  if (rows.length === 0) return null;
  const done = (answer: Answer<unknown>): void => {
    setFailure(answer.ok ? null : answer.failure);
    onChanged();
  };
  return (
    <section>
      <h2>
        <FormattedMessage id="office.cancel.title" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      <ul className={styles.cancels}>
        {rows.map((row) => (
          <OneCancel key={row.parcelId} row={row} api={api} onDone={done} />
        ))}
      </ul>
    </section>
  );
}

function OneCancel({
  row,
  api,
  onDone,
}: {
  row: CancelRow;
  api: OfficeApi;
  onDone: (answer: Answer<unknown>) => void;
}): ReactNode {
  const [deciding, setDeciding] = useState(false);
  const { holder, parcelId, fence } = row;
  const isStanding = row.state === 'asked' || row.state === 'too-late';
  const mayDecide = isStanding && holder && (row.parcelState === 'leased' || row.parcelState === 'packing');
  return (
    <li data-state={row.state}>
      <strong>
        <FormattedMessage
          id="office.cancel.box"
          values={{ box: row.boxNumber, units: row.lines.reduce((sum, { quantity }) => sum + quantity, 0) }}
        />
      </strong>{' '}
      <FormattedMessage id={`office.cancel.state.${row.state}`} /> <Moments row={row} />
      {isStanding ? (
        <button type="button" onClick={() => void api.withdrawCancel(parcelId).then(onDone)}>
          <FormattedMessage id="office.cancel.withdraw" />
        </button>
      ) : null}
      {mayDecide && !deciding ? (
        <button type="button" onClick={() => setDeciding(true)}>
          <FormattedMessage id="office.cancel.decide" />
        </button>
      ) : null}
      {mayDecide && deciding ? (
        <HolderRisk
          holder={holder}
          state={row.parcelState}
          act="office.cancel.decideNow"
          onAct={async () => {
            onDone(await api.takeBackParcel(parcelId, fence));
            setDeciding(false);
          }}
          onClose={() => setDeciding(false)}
        />
      ) : null}
    </li>
  );
}

/** When, by whom and where; what is not known is left out. */
function Moments({ row }: { row: CancelRow }): ReactNode {
  const intl = useIntl();
  const nowMs = useNow(5000);
  const facts: string[] = [];
  const say = (id: string, values: Record<string, string>): void => {
    facts.push(intl.formatMessage({ id }, values));
  };
  const where = (place: string | null): string => place ?? '–';
  if (row.state === 'asked') {
    say('office.cancel.since', {
      age: formatAge(intl, row.askedAt, nowMs),
      bench: where(row.holder?.name ?? null),
    });
    if (row.holder?.lastSeenAt)
      say('office.cancel.heard', { age: formatAge(intl, row.holder.lastSeenAt, nowMs) });
  }
  if (row.state === 'too-late' && row.sealedAt)
    say('office.cancel.sealed', {
      moment: formatMoment(intl, row.sealedAt),
      bench: where(row.sealedWhere),
    });
  if (row.state === 'left' && row.answeredAt)
    say('office.cancel.left', {
      moment: formatMoment(intl, row.answeredAt),
      bench: where(row.answeredWhere),
      carrier: row.carrierName,
    });
  else if (row.state !== 'asked' && row.answeredAt) {
    facts.push(
      [formatMoment(intl, row.answeredAt), row.answeredBy, row.answeredWhere].filter(Boolean).join(', '),
    );
  }
  return <span className={styles.count}>{facts.join(' · ')}</span>;
}
