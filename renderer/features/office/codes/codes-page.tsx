// Codes that nobody knew: what benches said they are, to be approved or rejected; products that were mistaken for one another
// at a warehouse; and what the warehouse asks of its benches about both.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { DecideCode } from '../../../../shared/contract/codes';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import { useWarehouse } from '../list/use-warehouse';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { BenchRulesForm } from './bench-rules-form';
import { CodeTable } from './code-table';
import styles from './codes.module.css';
import { PairTable } from './pair-table';

export type CodesApi = Pick<
  OfficeApi,
  'codes' | 'decideCode' | 'benchWarehouses' | 'benchRules' | 'saveBenchRules'
>;

/** Benches send proposals at any time. */
const refreshMs = 15_000;

export function CodesPage({ api }: { api: CodesApi }): ReactNode {
  const load = useCallback(() => api.codes(), [api]);
  const { answer, last, askAgain } = useAnswer(load, refreshMs);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const { warehouseId, choice, failure: noWarehouse } = useWarehouse(api.benchWarehouses);
  const decide = async (request: DecideCode): Promise<void> => {
    const got = await api.decideCode(request);
    setFailure(got.ok ? null : got.failure);
    askAgain();
  };
  return (
    <div className={styles.page}>
      <h1>
        <FormattedMessage id="office.codes.title" />
      </h1>
      {failure ? <Failure failure={failure} /> : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <>
          <CodeTable id="open" rows={last.open} onDecide={decide} />
          <CodeTable id="decided" rows={last.decided} onDecide={decide} />
        </>
      ) : null}
      {noWarehouse}
      {choice ? <p className={styles.head}>{choice}</p> : null}
      {warehouseId === null ? null : <OfWarehouse key={warehouseId} api={api} warehouseId={warehouseId} />}
    </div>
  );
}

function OfWarehouse({ api, warehouseId }: { api: CodesApi; warehouseId: string }): ReactNode {
  const load = useCallback(() => api.benchRules(warehouseId), [api, warehouseId]);
  const { answer, last, askAgain } = useAnswer(load);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  return (
    <>
      {failure ? <Failure failure={failure} /> : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <>
          <PairTable pairs={last.pairs} />
          <BenchRulesForm
            rules={last.rules}
            onSave={async (rules) => {
              const got = await api.saveBenchRules(warehouseId, rules);
              setFailure(got.ok ? null : got.failure);
              askAgain();
              return got.ok;
            }}
          />
        </>
      ) : null}
    </>
  );
}
