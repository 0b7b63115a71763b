// One rule: when it is looked at, what has to be so, and what then happens. It is taken as a whole when it makes sense.
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import {
  type Action,
  type Condition,
  type Rule,
  ruleSchema,
  triggers,
} from '../../../../shared/domain/automation/rule';
import styles from '../people/people.module.css';
import { ActionInput } from './action-input';
import { ConditionInput } from './condition-input';

type Props = { rule: Rule | null; onDone: (rule: Rule | null) => void };

const firstCondition: Condition = { what: 'channel', is: 'any-of', values: [''] };
const firstAction: Action = { do: 'tag', tags: [''] };

export function RuleForm({ rule, onDone }: Props): ReactNode {
  const intl = useIntl();
  const id = useId();
  const [draft, setDraft] = useState<Rule>(
    rule ?? {
      ruleId: crypto.randomUUID(),
      name: '',
      isOn: true,
      when: 'order-placed',
      match: 'all',
      conditions: [],
      actions: [firstAction],
    },
  );
  const [isWrong, setIsWrong] = useState(false);
  const change = (part: Partial<Rule>): void => {
    setIsWrong(false);
    setDraft({ ...draft, ...part });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = ruleSchema.safeParse({ ...draft, name: draft.name.trim() });
    setIsWrong(!read.success);
    if (read.success) onDone(read.data);
  };
  const replaced = <T,>(list: readonly T[], index: number, value: T): T[] =>
    list.map((each, at) => (at === index ? value : each));
  const without = <T,>(list: readonly T[], index: number): T[] => list.filter((_, at) => at !== index);
  return (
    <form
      className={styles.form}
      onSubmit={submit}
      aria-label={draft.name || intl.formatMessage({ id: 'office.automation.add' })}
    >
      <label className={styles.field}>
        <FormattedMessage id="office.automation.name" />
        <input
          value={draft.name}
          maxLength={80}
          required
          onChange={({ target }) => change({ name: target.value })}
        />
      </label>
      <fieldset className={styles.checks}>
        <label>
          <input
            type="checkbox"
            checked={draft.isOn}
            onChange={({ target }) => change({ isOn: target.checked })}
          />
          <FormattedMessage id="office.automation.is-on" />
        </label>
      </fieldset>
      <label className={styles.field}>
        <FormattedMessage id="office.automation.trigger" />
        <select value={draft.when} onChange={({ target }) => change({ when: target.value as Rule['when'] })}>
          {triggers.map((each) => (
            <option key={each} value={each}>
              {intl.formatMessage({ id: `automation.trigger.${each}` })}
            </option>
          ))}
        </select>
      </label>
      <fieldset className={styles.form}>
        <legend>
          <FormattedMessage id="office.automation.conditions" />
        </legend>
        {draft.conditions.length > 1 ? (
          <label className={styles.field}>
            <FormattedMessage id="office.automation.match" />
            <select
              value={draft.match}
              onChange={({ target }) => change({ match: target.value as Rule['match'] })}
            >
              {(['all', 'any'] as const).map((each) => (
                <option key={each} value={each}>
                  {intl.formatMessage({ id: `office.automation.match.${each}` })}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        {draft.conditions.map((condition, index) => (
          <ConditionInput
            key={`${id} ${String(index)}`}
            condition={condition}
            onChange={(next) => change({ conditions: replaced(draft.conditions, index, next) })}
            onDrop={() => change({ conditions: without(draft.conditions, index) })}
          />
        ))}
        <p className={styles.acts}>
          <button type="button" onClick={() => change({ conditions: [...draft.conditions, firstCondition] })}>
            <FormattedMessage id="office.automation.add-condition" />
          </button>
        </p>
      </fieldset>
      <fieldset className={styles.form}>
        <legend>
          <FormattedMessage id="office.automation.actions" />
        </legend>
        {draft.actions.map((action, index) => (
          <ActionInput
            key={`${id} ${String(index)}`}
            action={action}
            onChange={(next) => change({ actions: replaced(draft.actions, index, next) })}
            onDrop={() => change({ actions: without(draft.actions, index) })}
          />
        ))}
        <p className={styles.acts}>
          <button type="button" onClick={() => change({ actions: [...draft.actions, firstAction] })}>
            <FormattedMessage id="office.automation.add-action" />
          </button>
        </p>
      </fieldset>
      {isWrong ? (
        <p role="alert">
          <FormattedMessage id="office.automation.incomplete" />
        </p>
      ) : null}
      <p className={styles.acts}>
        <button type="submit">
          <FormattedMessage id="office.automation.take" />
        </button>
        <button type="button" onClick={() => onDone(null)}>
          <FormattedMessage id="office.people.cancel" />
        </button>
      </p>
    </form>
  );
}
