// Which papers go with the boxes and sales of a warehouse. What is saved goes to its benches with the next pull; it is taken back
// by one press, and every version before can be taken up again.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import type { PaperRulesPage } from '../../../../shared/contract/papers';
import { type PaperRule, usualPaperRules } from '../../../../shared/domain/document/paper-rules';
import type { WarehouseId } from '../../../../shared/domain/ids';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import { useWarehouse } from '../list/use-warehouse';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { PaperRulesForm } from './paper-rules-form';
import styles from './papers.module.css';

export type PapersApi = Pick<OfficeApi, 'paperWarehouses' | 'paperRules' | 'savePaperRules'>;

export function PapersPage({ api }: { api: PapersApi }): ReactNode {
  const { warehouseId, choice, failure } = useWarehouse(api.paperWarehouses);
  return (
    <div className={styles.page}>
      <h1>
        <FormattedMessage id="office.papers.title" />
      </h1>
      <p className={styles.hint}>
        <FormattedMessage id="office.papers.hint" />
      </p>
      {failure}
      {choice ? <p className={styles.head}>{choice}</p> : null}
      {warehouseId === null ? null : <OfWarehouse key={warehouseId} api={api} warehouseId={warehouseId} />}
    </div>
  );
}

function OfWarehouse({ api, warehouseId }: { api: PapersApi; warehouseId: string }): ReactNode {
  const load = useCallback(() => api.paperRules(warehouseId), [api, warehouseId]);
  const { answer, last: asked, askAgain } = useAnswer(load);
  /** What the save before answered: newer than the list until that is asked again. */
  const [told, setTold] = useState<PaperRulesPage | null>(null);
  const last = told && told.version > (asked?.version ?? -1) ? told : asked;
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  /** What was in force before the last save here. */
  const [before, setBefore] = useState<PaperRule[] | null>(null);
  const save = async (page: PaperRulesPage, rules: PaperRule[], isUndo = false): Promise<boolean> => {
    const got = await api.savePaperRules(warehouseId, { from: page.version, rules });
    setFailure(got.ok ? null : got.failure);
    if (got.ok) {
      setTold(got.value);
      setBefore(isUndo ? null : page.rules);
    }
    askAgain();
    return got.ok;
  };
  if (!last) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  return (
    <>
      {failure ? <Failure failure={failure} /> : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      <PaperRulesForm
        key={last.version}
        rules={last.rules}
        onSave={(rules) => save(last, rules)}
        saved={
          before ? (
            <>
              <FormattedMessage id="office.papers.saved" />{' '}
              <button type="button" onClick={() => void save(last, before, true)}>
                <FormattedMessage id="office.papers.undo" />
              </button>
            </>
          ) : null
        }
      />
      <Versions
        page={last}
        warehouseId={warehouseId as WarehouseId}
        onTake={(rules) => void save(last, rules)}
      />
    </>
  );
}

function Versions({
  page,
  warehouseId,
  onTake,
}: {
  page: PaperRulesPage;
  warehouseId: WarehouseId;
  onTake: (rules: PaperRule[]) => void;
}): ReactNode {
  return (
    <section className={styles.part} aria-labelledby="paper-versions">
      <h2 id="paper-versions">
        <FormattedMessage id="office.papers.versions" />
      </h2>
      <ul className={styles.versions}>
        {page.versions.map((each) => (
          <li key={each.version} aria-current={each.version === page.version ? 'true' : undefined}>
            <span>
              <FormattedMessage
                id="office.papers.version"
                values={{
                  version: each.version,
                  at: <FormattedDate value={each.changedAt} dateStyle="medium" timeStyle="short" />,
                  by: each.changedBy || '–',
                  rules: each.rules.length,
                }}
              />
            </span>
            {each.version === page.version ? (
              <FormattedMessage id="office.papers.current" />
            ) : (
              <button type="button" onClick={() => onTake(each.rules)}>
                <FormattedMessage id="office.papers.take-up" values={{ version: each.version }} />
              </button>
            )}
          </li>
        ))}
        <li>
          <span>
            <FormattedMessage id="office.papers.usual" />
          </span>
          {page.version === 0 ? (
            <FormattedMessage id="office.papers.current" />
          ) : (
            <button type="button" onClick={() => onTake(usualPaperRules(warehouseId).rules)}>
              <FormattedMessage id="office.papers.take-usual" />
            </button>
          )}
        </li>
      </ul>
    </section>
  );
}
