// How much service the company wants of its stock by class, what holding costs, and which moves between sites are worth one.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { type ReorderRules, reorderRulesSchema } from '../../../../shared/domain/reorder/supply-terms';
import { valueClasses } from '../../../../shared/domain/reorder/value-classes';
import demand from '../demand/demand.module.css';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeFailure } from '../office-api';
import styles from './reorder.module.css';
import type { SuppliersApi } from './suppliers-page';

type Api = Pick<SuppliersApi, 'reorderRules' | 'saveReorderRules'>;

export function RulesForm({ api }: { api: Api }): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.reorderRules);
  if (!last) return answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null;
  return <Fields api={api} kept={last} />;
}

function Fields({ api, kept }: { api: Api; kept: ReorderRules }): ReactNode {
  const intl = useIntl();
  const percent = (share: number): string => String(Math.round(share * 10_000) / 100);
  const [targets, setTargets] = useState(() =>
    valueClasses.map((of) => ({
      of,
      kind: kept.targets[of].kind,
      level: percent(kept.targets[of].level),
    })),
  );
  const [holding, setHolding] = useState(() => percent(kept.holdingShare));
  const [least, setLeast] = useState(() => (kept.leastTransfer === null ? '' : String(kept.leastTransfer)));
  const [told, setTold] = useState<'saved' | 'wrong' | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const read = reorderRulesSchema.safeParse({
      targets: Object.fromEntries(
        targets.map(({ of, kind, level }) => [of, { kind, level: shareOf(level) }]),
      ),
      holdingShare: shareOf(holding),
      leastTransfer: least.trim() === '' ? null : Number(least),
    });
    setTold(read.success ? null : 'wrong');
    if (!read.success) return;
    const got = await api.saveReorderRules(read.data);
    setFailure(got.ok ? null : got.failure);
    setTold(got.ok ? 'saved' : null);
  };
  return (
    <form className={demand.part} aria-labelledby="reorder-rules" onSubmit={(event) => void submit(event)}>
      <h2 id="reorder-rules">
        <FormattedMessage id="office.suppliers.rules" />
      </h2>
      <p className={demand.quiet}>
        <FormattedMessage id="office.suppliers.rules-about" />
      </p>
      {failure ? <Failure failure={failure} /> : null}
      <div className={styles.fields}>
        {targets.map((target, at) => {
          const name = target.of.toUpperCase();
          const change = (next: Partial<typeof target>): void =>
            setTargets(targets.map((each, place) => (place === at ? { ...each, ...next } : each)));
          return (
            <div key={target.of} className={demand.field}>
              <label className={demand.field}>
                <FormattedMessage id="office.suppliers.target-kind" values={{ class: name }} />
                <select
                  value={target.kind}
                  onChange={({ target: { value } }) =>
                    change({ kind: value === 'fill' ? 'fill' : 'service' })
                  }
                >
                  {(['service', 'fill'] as const).map((kind) => (
                    <option key={kind} value={kind}>
                      {intl.formatMessage({ id: `office.suppliers.target.${kind}` })}
                    </option>
                  ))}
                </select>
              </label>
              <label className={demand.field}>
                <FormattedMessage id="office.suppliers.target-level" values={{ class: name }} />
                <input
                  inputMode="decimal"
                  required
                  maxLength={6}
                  value={target.level}
                  onChange={({ target: { value } }) => change({ level: value })}
                />
              </label>
            </div>
          );
        })}
        <label className={demand.field}>
          <FormattedMessage id="office.suppliers.holding" />
          <input
            inputMode="decimal"
            required
            maxLength={6}
            value={holding}
            onChange={({ target }) => setHolding(target.value)}
          />
        </label>
        <label className={demand.field}>
          <FormattedMessage id="office.suppliers.least-transfer" />
          <input
            inputMode="numeric"
            maxLength={7}
            value={least}
            onChange={({ target }) => setLeast(target.value)}
          />
        </label>
      </div>
      <p className={demand.row}>
        <button type="submit" data-main>
          <FormattedMessage id="office.suppliers.save-rules" />
        </button>
        {told === null ? null : (
          <output role={told === 'wrong' ? 'alert' : 'status'}>
            <FormattedMessage id={`office.suppliers.rules-${told}`} />
          </output>
        )}
      </p>
    </form>
  );
}

/** `97,5` and `97.5` percent alike; what is no number stays none. */
function shareOf(percent: string): number {
  const text = percent.trim().replace(',', '.');
  return text === '' ? Number.NaN : Math.round(Number(text) * 100) / 10_000;
}
