// One line of a statement: what it may be for, best first, with why; or which payment it is in, and out of it again.
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { FormattedMessage } from 'react-intl';
import type { BankProposal } from '../../../../shared/contract/money';
import { useAnswer } from '../list/use-answer';
import { Amount } from '../orders/orders-page';
import styles from '../workbench/workbench.module.css';
import type { BankApi, BankRow } from './bank-page';
import type { Signed } from './use-signed';

type Props = {
  api: Pick<BankApi, 'bankProposals' | 'matchBankLine' | 'unmatchBankLine'>;
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
      {row.paymentId === null ? <Proposals api={api} row={row} signed={signed} onDone={onDone} /> : null}
    </section>
  );
}

function Proposals({ api, row, signed, onDone }: Omit<Props, 'onClose'>): ReactNode {
  const load = useCallback(() => api.bankProposals(row.lineId), [api, row.lineId]);
  const { last } = useAnswer(load);
  if (!last) return null;
  if (last.rows.length === 0)
    return (
      <p>
        <FormattedMessage id="office.bank.no-proposal" />
      </p>
    );
  const match = ({ paymentId }: BankProposal): void =>
    signed.ask('office.bank.match', (by) => api.matchBankLine(row.lineId, paymentId, by), onDone);
  return (
    <ul className={styles.groups}>
      {last.rows.map((proposal) => (
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
  );
}
