// One thing that a rule does, entered by what it is.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { Action } from '../../../../shared/domain/automation/rule';
import { orderHoldSchema } from '../../../../shared/domain/order/order';
import { tagKeyOf } from '../../../../shared/domain/tag/tag';
import styles from '../people/people.module.css';
import { Choice, List, Text } from './condition-input';

type Props = { action: Action; onChange: (action: Action) => void; onDrop: () => void };

const all: readonly Action['do'][] = ['tag', 'untag', 'hold', 'release', 'priority', 'notify', 'webhook'];
const reasons = orderHoldSchema.shape.reason.options;

export function ActionInput({ action, onChange, onDrop }: Props): ReactNode {
  const intl = useIntl();
  return (
    <div className={styles.checks}>
      <Choice
        label="office.automation.action"
        value={action.do}
        options={all}
        words="automation.action"
        onPick={(what) => onChange(freshOf(what))}
      />
      <Inputs key={action.do} action={action} onChange={onChange} />
      <button
        type="button"
        aria-label={intl.formatMessage({ id: 'office.automation.drop-action' })}
        onClick={onDrop}
      >
        ×
      </button>
    </div>
  );
}

function Inputs({ action, onChange }: Omit<Props, 'onDrop'>): ReactNode {
  switch (action.do) {
    case 'tag':
    case 'untag':
      return (
        <List
          values={action.tags}
          onValues={(written) => onChange({ ...action, tags: written.flatMap((tag) => tagKeyOf(tag) ?? []) })}
        />
      );
    case 'hold':
      return (
        <>
          <Choice
            label="office.automation.reason"
            value={action.reason}
            options={reasons}
            words="hold.reason"
            onPick={(reason) => onChange({ ...action, reason })}
          />
          <Text
            label="office.automation.note"
            value={action.note}
            onText={(note) => onChange({ ...action, note })}
          />
        </>
      );
    case 'release':
      return (
        <Choice
          label="office.automation.reason"
          value={action.reason}
          options={reasons}
          words="hold.reason"
          onPick={(reason) => onChange({ ...action, reason })}
        />
      );
    case 'priority':
      return (
        <Choice
          label="office.automation.priority"
          value={action.priority}
          options={['normal', 'vip'] as const}
          words="automation.priority"
          onPick={(priority) => onChange({ ...action, priority })}
        />
      );
    case 'notify':
      return (
        <Text
          label="office.automation.text"
          value={action.text}
          onText={(text) => onChange({ ...action, text })}
        />
      );
    case 'webhook':
      return (
        <Text
          label="office.automation.event-name"
          value={action.name}
          onText={(name) => onChange({ ...action, name })}
        />
      );
  }
}

function freshOf(what: Action['do']): Action {
  switch (what) {
    case 'tag':
    case 'untag':
      return { do: what, tags: [] };
    case 'hold':
      return { do: what, reason: 'other', note: '' };
    case 'release':
      return { do: what, reason: 'other' };
    case 'priority':
      return { do: what, priority: 'vip' };
    case 'notify':
      return { do: what, text: '' };
    case 'webhook':
      return { do: what, name: '' };
  }
}
