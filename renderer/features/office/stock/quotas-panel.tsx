// What one bench may sell over the counter by itself: how many units it shall have of each product, what it was given of
// them and what is sold. A change reaches the bench with its next greeting.
import { type FormEvent, type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import { Failure } from '../list/failure';
import styles from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { useAnswer } from '../list/use-answer';

type Props = { api: Pick<OfficeApi, 'quotas' | 'setQuota'>; stationId: string; name: string };

const askEveryMs = 5000;

export function QuotasPanel({ api, stationId, name }: Props): ReactNode {
  const load = useCallback(() => api.quotas(stationId), [api, stationId]);
  const { answer, askAgain } = useAnswer(load, askEveryMs);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const save = async (sku: string, units: number): Promise<boolean> => {
    const saved = await api.setQuota(stationId, sku, units);
    setFailure(saved.ok ? null : saved.failure);
    if (saved.ok) askAgain();
    return saved.ok;
  };
  return (
    <section className={styles.page} aria-labelledby="quotas">
      <h2 id="quotas">
        <FormattedMessage id="office.quotas.title" values={{ name }} />
      </h2>
      <p className={styles.age}>
        <FormattedMessage id="office.quotas.hint" />
      </p>
      {failure ? <Failure failure={failure} /> : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {answer?.ok && answer.value.rows.length === 0 ? (
        <p>
          <FormattedMessage id="office.quotas.none" />
        </p>
      ) : null}
      {answer?.ok && answer.value.rows.length > 0 ? (
        <div className={styles.scroll}>
          <table className={styles.grid}>
            <thead>
              <tr>
                {['sku', 'name', 'target', 'granted', 'used', 'until'].map((column) => (
                  <th key={column} scope="col">
                    <FormattedMessage id={`office.quotas.${column}`} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {answer.value.rows.map((row) => (
                <tr key={row.sku}>
                  <td>{row.sku}</td>
                  <td>{row.name}</td>
                  {[row.units, row.granted, row.used].map((units, index) => (
                    <td key={`${row.sku}-${String(index)}`} className={styles.numeric}>
                      <FormattedNumber value={units} />
                    </td>
                  ))}
                  <td>
                    {row.until === null ? (
                      '–'
                    ) : (
                      <FormattedDate value={row.until} dateStyle="short" timeStyle="short" />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      <QuotaForm onSave={save} />
    </section>
  );
}

function QuotaForm({ onSave }: { onSave: (sku: string, units: number) => Promise<boolean> }): ReactNode {
  const intl = useIntl();
  const [sku, setSku] = useState('');
  const [units, setUnits] = useState('');
  const [saving, setSaving] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setSaving(true);
    void onSave(sku.trim(), Number(units)).then((saved) => {
      setSaving(false);
      if (!saved) return;
      setSku('');
      setUnits('');
    });
  };
  return (
    <form className={styles.filters} onSubmit={submit}>
      <input
        aria-label={intl.formatMessage({ id: 'office.quotas.sku' })}
        placeholder={intl.formatMessage({ id: 'office.quotas.sku' })}
        value={sku}
        maxLength={64}
        required
        onChange={(event) => setSku(event.target.value)}
      />
      <input
        aria-label={intl.formatMessage({ id: 'office.quotas.target' })}
        placeholder={intl.formatMessage({ id: 'office.quotas.target' })}
        title={intl.formatMessage({ id: 'office.quotas.units-hint' })}
        value={units}
        type="number"
        min={0}
        max={100_000}
        required
        onChange={(event) => setUnits(event.target.value)}
      />
      <button type="submit" disabled={saving}>
        <FormattedMessage id="office.quotas.save" />
      </button>
    </form>
  );
}
