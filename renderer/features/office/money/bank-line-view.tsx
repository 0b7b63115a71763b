// One line of a statement: what it may be for, best first, with why; or which payment it is in, and out of it again.
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { BankProposal } from '../../../../shared/contract/money';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import { Amount } from '../orders/orders-page';
import styles from '../workbench/workbench.module.css';
import type { BankApi, BankRow } from './bank-page';
import type { Signed } from './use-signed';

type Props = {
  api: Pick<BankApi, 'bankProposals' | 'matchBankLine' | 'unmatchBankLine' | 'putBankLineAside'>;
  row: BankRow;
  signed: Signed;
  onDone: (row: BankRow) => void;
  onClose: () => void;
};

export function BankLineView({ api, row, signed, onDone, onClose }: Props): ReactNode {
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  return (
    <section className={styles.opened} aria-label={row.reference || row.payer}>
      <p className={styles.row}>
        <strong>
          <Amount minor={row.amountMinor} currency={row.currency} />
        </strong>
        <span>{`${row.payer} · ${row.reference}`}</span>
        {row.paymentId === null ? null : (
          <button
            type="button"
            onClick={() =>
              signed.ask('office.bank.unmatch', (by) => api.unmatchBankLine(row.lineId, by), onDone)
            }
          >
            <FormattedMessage id="office.bank.unmatch" />
          </button>
        )}
        <button ref={close} type="button" onClick={onClose}>
          <FormattedMessage id="office.workbench.close" />
        </button>
      </p>
      {row.paymentId === null ? (
        <>
          <Proposals api={api} row={row} signed={signed} onDone={onDone} />
          <Aside api={api} row={row} signed={signed} onDone={onDone} />
        </>
      ) : null}
    </section>
  );
}

/** What is for no order need not be looked at every day: it is put aside with why, and taken up again. */
function Aside({ api, row, signed, onDone }: Omit<Props, 'onClose'>): ReactNode {
  const intl = useIntl();
  const [note, setNote] = useState('');
  const label = row.aside ? 'office.bank.take-up' : 'office.bank.put-aside';
  const put = (said: string | null): void =>
    signed.ask(label, (by) => api.putBankLineAside(row.lineId, said, by), onDone);
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault();
        put(row.aside ? null : note.trim());
      }}
    >
      {row.aside ? (
        <span>
          <FormattedMessage id="office.bank.aside-because" values={{ note: row.aside.note }} />
        </span>
      ) : (
        <input
          aria-label={intl.formatMessage({ id: 'office.bank.aside-note' })}
          placeholder={intl.formatMessage({ id: 'office.bank.aside-note' })}
          size={36}
          maxLength={200}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
      )}
      <button type="submit" disabled={!row.aside && note.trim() === ''}>
        <FormattedMessage id={label} />
      </button>
    </form>
  );
}

function Proposals({ api, row, signed, onDone }: Omit<Props, 'onClose'>): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState('');
  const load = useCallback(() => api.bankProposals(row.lineId, text.trim()), [api, row.lineId, text]);
  const { answer, last, askAgain } = useAnswer(load);
  const look = intl.formatMessage({ id: 'office.bank.search' });
  const match = ({ paymentId }: BankProposal): void =>
    signed.ask('office.bank.match', (by) => api.matchBankLine(row.lineId, paymentId, by), onDone);
  return (
    <div className={styles.notes}>
      <p className={styles.row}>
        <input
          type="search"
          aria-label={look}
          placeholder={look}
          size={36}
          maxLength={100}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        {last?.rows.length === 0 ? <FormattedMessage id="office.bank.no-proposal" /> : null}
      </p>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      <ul className={styles.groups}>
        {(last?.rows ?? []).map((proposal) => (
          <li key={proposal.paymentId}>
            <span>
              <strong>{proposal.invoiceNumber ?? proposal.orderNumber}</strong>
              {` · ${proposal.customerName} · `}
              <Amount minor={proposal.openMinor} currency={proposal.currency} />
              {' · '}
              <FormattedMessage id={`office.bank.because.${proposal.reason}`} />
              {proposal.isExact ? null : (
                <>
                  {' · '}
                  <FormattedMessage id="office.bank.other-amount" />
                </>
              )}
            </span>
            <button type="button" onClick={() => match(proposal)}>
              <FormattedMessage id="office.bank.match" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
