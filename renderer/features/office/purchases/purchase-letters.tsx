// What was written between the company and a supplier about an order: mails with what became of them, what the supplier confirmed
// and how that differs, lines whose day is over, and prices that rose.
import { type FormEvent, type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { Letters } from '../../../../shared/contract/buying';
import type { Purchase } from '../../../../shared/domain/purchasing/purchase';
import { amountText, readAmount } from '../../../../shared/money/spoken-amount';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeFailure } from '../office-api';
import styles from '../workbench/workbench.module.css';
import type { PurchasesApi } from './purchases-page';

const askEveryMs = 5_000;
type Api = Pick<PurchasesApi, 'purchaseLetters' | 'confirmPurchase'>;

export function PurchaseLetters({
  api,
  purchase,
  onConfirmed,
}: {
  api: Api;
  purchase: Purchase;
  onConfirmed: () => void;
}): ReactNode {
  const { purchaseId } = purchase;
  const load = useCallback(() => api.purchaseLetters(purchaseId), [api, purchaseId]);
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  if (!last) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  return (
    <section className={styles.part} data-wide="true" aria-labelledby="purchase-letters">
      <h2 id="purchase-letters">
        <FormattedMessage id="office.purchases.letters" />
      </h2>
      {last.isBySelf ? (
        <p>
          <FormattedMessage id="office.purchases.by-itself" />
        </p>
      ) : null}
      <Warnings letters={last} purchase={purchase} />
      {last.letters.length > 0 ? <Mails letters={last.letters} /> : null}
      {purchase.state === 'sent' ? (
        <ConfirmForm
          key={last.confirmation?.at ?? ''}
          api={api}
          purchase={purchase}
          reference={last.confirmation?.reference ?? ''}
          onConfirmed={() => {
            askAgain();
            onConfirmed();
          }}
        />
      ) : null}
    </section>
  );
}

function Warnings({ letters, purchase }: { letters: Letters; purchase: Purchase }): ReactNode {
  const { late, dearer, differences, confirmation } = letters;
  if (!confirmation && late.length + dearer.length + differences.length === 0) return null;
  const { currency } = purchase;
  const money = (minor: number): string => `${amountText(minor, currency)} ${currency}`;
  return (
    <ul>
      {confirmation ? (
        <li>
          <FormattedMessage id="office.purchases.confirmed" values={{ reference: confirmation.reference }} />{' '}
          <FormattedDate value={confirmation.at} dateStyle="medium" timeStyle="short" />
        </li>
      ) : null}
      {late.map((line) => (
        <li key={`late ${line}`}>
          <strong>
            <FormattedMessage id="office.purchases.late" values={{ line }} />
          </strong>
        </li>
      ))}
      {dearer.map(({ lineNo, sku, unitCostMinor, lastMinor }) => (
        <li key={`dearer ${lineNo}`}>
          <FormattedMessage
            id="office.purchases.dearer"
            values={{ line: lineNo, sku, now: money(unitCostMinor), before: money(lastMinor) }}
          />
        </li>
      ))}
      {differences.map(({ lineNo, sku, kind, ordered, confirmed }) => {
        const text = (value: number | null): string =>
          value === null ? '–' : kind === 'price' ? money(value) : String(value);
        return (
          <li key={`${kind} ${lineNo}`}>
            <strong>
              <FormattedMessage
                id={`office.purchases.differs.${kind}`}
                values={{ line: lineNo, sku, ordered: text(ordered), confirmed: text(confirmed) }}
              />
            </strong>
          </li>
        );
      })}
    </ul>
  );
}

function Mails({ letters }: { letters: Letters['letters'] }): ReactNode {
  return (
    <table className={styles.figures}>
      <caption>
        <FormattedMessage id="office.purchases.mails" />
      </caption>
      <thead>
        <tr>
          {['kind', 'to', 'state', 'at'].map((name) => (
            <th key={name} scope="col">
              <FormattedMessage id={`office.purchases.mail.${name}`} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {letters.map(({ mailId, kind, to, state, answer, at, sentAt }) => (
          <tr key={mailId}>
            <th scope="row">
              <FormattedMessage id={`office.purchases.mail-kind.${kind}`} />
            </th>
            <td>{to}</td>
            <td>
              <FormattedMessage id={`office.purchases.mail-state.${state}`} />
              {state === 'refused' || state === 'failed' ? ` ${answer ?? ''}` : ''}
            </td>
            <td>
              <FormattedDate value={sentAt ?? at} dateStyle="medium" timeStyle="short" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type TypedLine = { lineNo: number; sku: string; quantity: string; cost: string; expectedOn: string };

function ConfirmForm({
  api,
  purchase,
  reference: known,
  onConfirmed,
}: {
  api: Pick<Api, 'confirmPurchase'>;
  purchase: Purchase;
  reference: string;
  onConfirmed: () => void;
}): ReactNode {
  const intl = useIntl();
  const { currency } = purchase;
  const [reference, setReference] = useState(known);
  const [lines, setLines] = useState<TypedLine[]>(() =>
    purchase.lines.map(({ lineNo, sku, ordered, unitCostMinor, expectedOn }) => ({
      lineNo,
      sku,
      quantity: String(ordered),
      cost: unitCostMinor === null ? '' : amountText(unitCostMinor, currency),
      expectedOn,
    })),
  );
  const [wrong, setWrong] = useState<number | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const read = lines.map(({ lineNo, quantity, cost, expectedOn }) => ({
      lineNo,
      quantity: /^\d{1,6}$/.test(quantity.trim()) ? Number(quantity) : null,
      unitCostMinor: cost.trim() === '' ? null : (readAmount(cost, currency) ?? -1),
      expectedOn,
    }));
    const bad = read.find(({ quantity, unitCostMinor }) => quantity === null || unitCostMinor === -1);
    setWrong(bad?.lineNo ?? null);
    if (bad) return;
    const got = await api.confirmPurchase(purchase.purchaseId, {
      reference: reference.trim(),
      lines: read.map((line) => ({ ...line, quantity: line.quantity ?? 0 })),
    });
    setFailure(got.ok ? null : got.failure);
    if (got.ok) onConfirmed();
  };
  const title = intl.formatMessage({ id: 'office.purchases.confirm' });
  const change = (at: number, next: Partial<TypedLine>): void =>
    setLines(lines.map((line, place) => (place === at ? { ...line, ...next } : line)));
  return (
    <details>
      <summary>{title}</summary>
      <form aria-label={title} onSubmit={(event) => void submit(event)}>
        {failure ? <Failure failure={failure} /> : null}
        {wrong === null ? null : (
          <p role="alert">
            <FormattedMessage id="office.purchases.confirm-wrong" values={{ line: wrong }} />
          </p>
        )}
        <p className={styles.row}>
          <label>
            <FormattedMessage id="office.purchases.field.supplierReference" />{' '}
            <input maxLength={80} value={reference} onChange={({ target }) => setReference(target.value)} />
          </label>
        </p>
        <table className={`${styles.figures} ${styles.typed}`}>
          <thead>
            <tr>
              {(['sku', 'quantity', 'cost', 'expectedOn'] as const).map((name) => (
                <th key={name} scope="col">
                  <FormattedMessage id={`office.purchases.column.${name}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, at) => (
              <tr key={line.lineNo}>
                <th scope="row">{line.sku}</th>
                {(['quantity', 'cost', 'expectedOn'] as const).map((name) => (
                  <td key={name}>
                    <input
                      aria-label={`${intl.formatMessage({ id: 'office.purchases.confirmed-column' })} ${intl.formatMessage({ id: `office.purchases.column.${name}` })} ${line.lineNo}`}
                      type={name === 'expectedOn' ? 'date' : 'text'}
                      inputMode={name === 'quantity' ? 'numeric' : name === 'cost' ? 'decimal' : undefined}
                      maxLength={20}
                      required={name !== 'cost'}
                      value={line[name]}
                      onChange={({ target }) => change(at, { [name]: target.value })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <p className={styles.row}>
          <button type="submit">
            <FormattedMessage id="office.purchases.confirm-save" />
          </button>
        </p>
      </form>
    </details>
  );
}
