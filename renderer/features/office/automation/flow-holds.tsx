// What holds an order when it is placed. Lists are entered with commas between; a star is every channel.
import { type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { PlacementSettings } from '../../../../shared/domain/placement/placement-rules';
import styles from '../people/people.module.css';

type Props = { holds: PlacementSettings; onChange: (holds: PlacementSettings) => void };

export function FlowHolds({ holds, onChange }: Props): ReactNode {
  const { address, fraud, stopped } = holds;
  return (
    <section aria-labelledby="flow-holds" className={styles.form}>
      <h2 id="flow-holds">
        <FormattedMessage id="office.automation.holds" />
      </h2>
      <ListField
        label="office.automation.address-channels"
        values={address.channels}
        onValues={(channels) => onChange({ ...holds, address: { ...address, channels } })}
      />
      <ListField
        label="office.automation.phone-needed"
        values={address.phoneNeeded}
        onValues={(phoneNeeded) => onChange({ ...holds, address: { ...address, phoneNeeded } })}
      />
      <ListField
        label="office.automation.fraud-channels"
        values={fraud.channels}
        onValues={(channels) => onChange({ ...holds, fraud: { ...fraud, channels } })}
      />
      <fieldset className={styles.checks}>
        <label>
          <input
            type="checkbox"
            checked={fraud.countriesDiffer}
            onChange={({ target }) =>
              onChange({ ...holds, fraud: { ...fraud, countriesDiffer: target.checked } })
            }
          />
          <FormattedMessage id="office.automation.countries-differ" />
        </label>
      </fieldset>
      <label className={styles.field}>
        <FormattedMessage id="office.automation.orders-in-an-hour" />
        <input
          type="number"
          min={0}
          max={1000}
          value={fraud.ordersInAnHour}
          onChange={({ target }) =>
            onChange({
              ...holds,
              fraud: {
                ...fraud,
                ordersInAnHour: Math.min(1000, Math.max(0, Math.trunc(Number(target.value)))),
              },
            })
          }
        />
      </label>
      <ListField
        label="office.automation.stopped"
        values={stopped}
        onValues={(skus) => onChange({ ...holds, stopped: skus })}
      />
    </section>
  );
}

function ListField({
  label,
  values,
  onValues,
}: {
  label: string;
  values: readonly string[];
  onValues: (values: string[]) => void;
}): ReactNode {
  const [text, setText] = useState(values.join(', '));
  return (
    <label className={styles.field}>
      <FormattedMessage id={label} />
      <input
        value={text}
        maxLength={10_000}
        onChange={({ target }) => {
          setText(target.value);
          onValues(
            target.value
              .split(',')
              .map((each) => each.trim())
              .filter((each) => each !== ''),
          );
        }}
      />
    </label>
  );
}
