// A transfer as it is written: from which site to which, for which day, how many of which products.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { TransferContent, TransferPage } from '../../../../shared/contract/transfers';
import { skuSchema, warehouseIdSchema } from '../../../../shared/domain/ids';
import { dayAfter } from '../../../../shared/domain/stock/available-to-promise';
import type { Transfer } from '../../../../shared/domain/transfer/transfer';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeFailure } from '../office-api';
import styles from '../workbench/workbench.module.css';
import type { TransfersApi } from './transfers-page';

type DraftLine = { key: string; sku: string; quantity: string };
type Props = {
  api: Pick<TransfersApi, 'saveTransfer' | 'floors'>;
  /** Null for a new one. */
  transfer: Transfer | null;
  onSaved: (page: TransferPage) => void;
  onLeave: () => void;
};

const sides = ['from', 'to'] as const;
const emptyLine = (): DraftLine => ({ key: crypto.randomUUID(), sku: '', quantity: '1' });

export function TransferForm({ api, transfer, onSaved, onLeave }: Props): ReactNode {
  const intl = useIntl();
  const [transferId] = useState(() => transfer?.transferId ?? crypto.randomUUID());
  const warehouses = useAnswer(api.floors).last?.warehouses ?? [];
  const [chosen, setChosen] = useState({ from: transfer?.fromId ?? '', to: transfer?.toId ?? '' });
  const [dueOn, setDueOn] = useState(
    () => transfer?.dueOn ?? dayAfter(new Date().toISOString().slice(0, 10), 2),
  );
  const [note, setNote] = useState(transfer?.note ?? '');
  const [lines, setLines] = useState<DraftLine[]>(
    () =>
      transfer?.lines.map(({ sku, asked }) => ({ key: sku, sku, quantity: String(asked) })) ?? [emptyLine()],
  );
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wrongLine, setWrongLine] = useState<number | null>(null);
  const site = {
    from: chosen.from || (warehouses[0]?.warehouseId ?? ''),
    to: chosen.to || (warehouses[1]?.warehouseId ?? warehouses[0]?.warehouseId ?? ''),
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wrong = lines.findIndex(({ quantity }) => !/^[1-9]\d{0,5}$/.test(quantity.trim()));
    setWrongLine(wrong < 0 ? null : wrong + 1);
    if (wrong >= 0) return;
    const content: TransferContent = {
      fromId: warehouseIdSchema.parse(site.from),
      toId: warehouseIdSchema.parse(site.to),
      dueOn,
      note: note.trim(),
      lines: lines.map(({ sku, quantity }) => ({
        sku: skuSchema.parse(sku.trim()),
        quantity: Number(quantity),
      })),
    };
    const answer = await api.saveTransfer(transferId, content);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) onSaved(answer.value);
  };
  const change = (line: DraftLine, by: Partial<DraftLine>): void =>
    setLines(lines.map((each) => (each === line ? { ...each, ...by } : each)));
  const title = intl.formatMessage({ id: transfer ? 'office.transfers.edit' : 'office.transfers.new' });
  return (
    <form className={styles.bench} aria-label={title} onSubmit={(event) => void submit(event)}>
      <header className={styles.head}>
        <h1>{title}</h1>
        <button type="submit" data-main="true" disabled={site.from === ''}>
          <FormattedMessage id="office.transfers.save" />
        </button>
        <button type="button" onClick={onLeave}>
          <FormattedMessage id="office.workbench.close" />
        </button>
      </header>
      <div>
        {failure ? <Failure failure={failure} /> : null}
        {wrongLine === null ? null : (
          <p role="alert">
            <FormattedMessage id="office.transfers.wrong-quantity" values={{ line: wrongLine }} />
          </p>
        )}
      </div>
      <div className={styles.parts}>
        <section className={styles.part} data-wide="true" aria-labelledby="transfer-goods">
          <h2 id="transfer-goods">
            <FormattedMessage id="office.transfers.goods" />
          </h2>
          <table className={`${styles.figures} ${styles.typed}`}>
            <thead>
              <tr>
                {(['product', 'quantity'] as const).map((name) => (
                  <th key={name} scope="col">
                    <FormattedMessage id={`office.transfers.${name}`} />
                  </th>
                ))}
                <th scope="col">
                  <span className={styles.unseen}>
                    <FormattedMessage id="office.rules.remove" />
                  </span>
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line, at) => (
                <tr key={line.key}>
                  <td>
                    <input
                      aria-label={`${intl.formatMessage({ id: 'office.transfers.product' })} ${at + 1}`}
                      size={16}
                      maxLength={64}
                      required
                      value={line.sku}
                      onChange={({ target }) => change(line, { sku: target.value })}
                    />
                  </td>
                  <td>
                    <input
                      aria-label={`${intl.formatMessage({ id: 'office.transfers.quantity' })} ${at + 1}`}
                      inputMode="numeric"
                      size={6}
                      maxLength={6}
                      required
                      value={line.quantity}
                      onChange={({ target }) => change(line, { quantity: target.value })}
                    />
                  </td>
                  <td>
                    <button
                      type="button"
                      disabled={lines.length === 1}
                      aria-label={`${intl.formatMessage({ id: 'office.rules.remove' })} ${at + 1}`}
                      onClick={() => setLines(lines.filter((each) => each !== line))}
                    >
                      <FormattedMessage id="office.rules.remove" />
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className={styles.row}>
            <button type="button" onClick={() => setLines([...lines, emptyLine()])}>
              <FormattedMessage id="office.transfers.add-line" />
            </button>
          </p>
        </section>
        <fieldset className={`${styles.fields} ${styles.pairs}`} data-wide="true">
          {sides.map((side) => (
            <label key={side}>
              <FormattedMessage id={`office.transfers.${side}`} />
              <select
                value={site[side]}
                disabled={transfer !== null}
                onChange={({ target }) => setChosen({ ...chosen, [side]: target.value })}
              >
                {warehouses.map((each) => (
                  <option key={each.warehouseId} value={each.warehouseId}>
                    {each.name}
                  </option>
                ))}
              </select>
            </label>
          ))}
          <label>
            <FormattedMessage id="office.transfers.due" />
            <input type="date" required value={dueOn} onChange={({ target }) => setDueOn(target.value)} />
          </label>
          <label>
            <FormattedMessage id="office.transfers.note" />
            <input maxLength={1000} value={note} onChange={({ target }) => setNote(target.value)} />
          </label>
        </fieldset>
      </div>
    </form>
  );
}
