// One line above the stock list: whether stock agrees with its movements, when that was last proved, and proving it now.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Failure } from '../list/failure';
import type { OfficeApi } from '../office-api';
import styles from '../office.module.css';
import { useAnswer } from '../list/use-answer';

type Proof = Extract<Awaited<ReturnType<OfficeApi['ledger']>>, { ok: true }>['value'];

const askEveryMs = 60_000;

export function LedgerLine({ api }: { api: OfficeApi }): ReactNode {
  const { answer, askAgain } = useAnswer(api.ledger, askEveryMs);
  const [proving, setProving] = useState(false);
  const prove = async (): Promise<void> => {
    setProving(true);
    await api.proveLedger();
    setProving(false);
    askAgain();
  };
  if (answer === null) return null;
  if (!answer.ok) return <Failure failure={answer.failure} />;
  return (
    <p className={styles.age} aria-busy={proving}>
      <ProofWords proof={answer.value} />{' '}
      <button type="button" disabled={proving} onClick={() => void prove()}>
        <FormattedMessage id={proving ? 'office.ledger.proving' : 'office.ledger.prove'} />
      </button>
    </p>
  );
}

function ProofWords({ proof: { rows } }: { proof: Proof }): ReactNode {
  const intl = useIntl();
  const oldest = rows.map(({ at }) => at).sort()[0];
  if (oldest === undefined) return <FormattedMessage id="office.ledger.none" />;
  const at = intl.formatDate(oldest, { dateStyle: 'medium', timeStyle: 'short' });
  const differences = rows.flatMap((row) => row.differences);
  const [first] = differences;
  if (first === undefined) {
    const movements = rows.reduce((sum, row) => sum + row.movements, 0);
    return <FormattedMessage id="office.ledger.agrees" values={{ movements, at }} />;
  }
  const words = intl.formatMessage(
    { id: 'office.ledger.difference' },
    { ...first, location: first.location ?? '' },
  );
  return (
    <strong role="alert">
      <FormattedMessage id="office.ledger.differs" values={{ count: differences.length, at, first: words }} />
    </strong>
  );
}
