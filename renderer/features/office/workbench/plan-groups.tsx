// The proposals of a plan: orders that change together, what they save, and what became of each. One may be applied, or
// taken back, or all at once.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import type { PlanDoc, PlanGroup } from '../../../../shared/contract/replan';
import { Amount } from '../orders/orders-page';
import styles from './workbench.module.css';

type Props = {
  plan: PlanDoc;
  isWhatIf: boolean;
  isBusy: boolean;
  onApply: (groups?: number[]) => void;
  onUndo: (groups?: number[]) => void;
};

/** The dearest first; the rest is a number. */
const shown = 30;

export const savingOf = (groups: readonly PlanGroup[], state: PlanGroup['state']): number =>
  groups.filter((group) => group.state === state).reduce((sum, group) => sum + group.savingMinor, 0);

export function PlanGroups({ plan, isWhatIf, isBusy, onApply, onUndo }: Props): ReactNode {
  const { currency } = plan;
  const groups = [...plan.groups].sort((a, b) => b.savingMinor - a.savingMinor);
  const count = (state: PlanGroup['state']): number => groups.filter((group) => group.state === state).length;
  return (
    <section className={styles.part} aria-labelledby="plan-groups">
      <h2 id="plan-groups">
        <FormattedMessage id="office.workbench.groups" />
      </h2>
      {groups.length === 0 ? (
        <p>
          <FormattedMessage id="office.workbench.nothing-better" values={{ orders: plan.orders }} />
        </p>
      ) : null}
      {isWhatIf || groups.length === 0 ? null : (
        <p className={styles.row}>
          <button
            type="button"
            data-main="true"
            disabled={isBusy || count('proposed') === 0}
            onClick={() => onApply()}
          >
            <FormattedMessage
              id="office.workbench.apply-all"
              values={{
                groups: count('proposed'),
                saving: <Amount minor={savingOf(groups, 'proposed')} currency={currency} />,
              }}
            />
          </button>
          {count('applied') > 0 ? (
            <button type="button" disabled={isBusy} onClick={() => onUndo()}>
              <FormattedMessage
                id="office.workbench.undo-all"
                values={{
                  groups: count('applied'),
                  saving: <Amount minor={savingOf(groups, 'applied')} currency={currency} />,
                }}
              />
            </button>
          ) : null}
        </p>
      )}
      <ul className={styles.groups}>
        {groups.slice(0, shown).map((group) => (
          <li key={group.groupNo} data-state={group.state}>
            <span>
              <FormattedMessage
                id="office.workbench.group"
                values={{
                  number: group.groupNo + 1,
                  orders: group.orders,
                  saving: <Amount minor={group.savingMinor} currency={currency} />,
                }}
              />
              {' · '}
              <FormattedMessage id={`office.workbench.state.${group.state}`} />
              {group.reason ? (
                <>
                  {': '}
                  <FormattedMessage id={`office.workbench.stale.${group.reason}`} />
                </>
              ) : null}
            </span>
            {group.state === 'proposed' && !isWhatIf ? (
              <button type="button" disabled={isBusy} onClick={() => onApply([group.groupNo])}>
                <FormattedMessage id="office.workbench.apply" />
              </button>
            ) : null}
            {group.state === 'applied' ? (
              <button type="button" disabled={isBusy} onClick={() => onUndo([group.groupNo])}>
                <FormattedMessage id="office.workbench.undo" />
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {groups.length > shown ? (
        <p>
          <FormattedMessage id="office.workbench.more-groups" values={{ groups: groups.length - shown }} />
        </p>
      ) : null}
    </section>
  );
}
