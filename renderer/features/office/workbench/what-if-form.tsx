// What if a warehouse ships nothing today, or can ship more? Planned only to look at; nothing of it is ever applied.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { z } from 'zod';
import type { planRequestSchema, Workbench } from '../../../../shared/contract/replan';
import type { WarehouseId } from '../../../../shared/domain/ids';
import styles from './workbench.module.css';

type Wish = NonNullable<z.input<typeof planRequestSchema>['whatIf']>;

export function WhatIfForm({
  nodes,
  onAsk,
}: {
  nodes: Workbench['nodes'];
  onAsk: (wish: Wish) => void;
}): ReactNode {
  const [closed, setClosed] = useState<readonly string[]>([]);
  const [capacities, setCapacities] = useState<Readonly<Record<string, string>>>({});
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onAsk({
      closed: closed as WarehouseId[],
      capacities: Object.entries(capacities)
        .filter(([, parcels]) => parcels !== '')
        .map(([warehouseId, parcels]) => ({
          warehouseId: warehouseId as WarehouseId,
          shipmentsPerDay: Number(parcels),
        })),
    });
  };
  return (
    <form className={styles.part} onSubmit={submit}>
      <h2>
        <FormattedMessage id="office.workbench.tab.what-if" />
      </h2>
      <p>
        <FormattedMessage id="office.workbench.what-if-hint" />
      </p>
      {nodes.map(({ nodeId, name }) => (
        <fieldset key={nodeId} className={styles.fields}>
          <legend>
            <strong>{name}</strong>
          </legend>
          <label>
            <input
              type="checkbox"
              checked={closed.includes(nodeId)}
              onChange={({ target }) =>
                setClosed(target.checked ? [...closed, nodeId] : closed.filter((each) => each !== nodeId))
              }
            />
            <FormattedMessage id="office.workbench.closed-today" values={{ name }} />
          </label>
          <label>
            <FormattedMessage id="office.workbench.ships-a-day" values={{ name }} />
            <input
              type="number"
              min={1}
              max={1_000_000}
              value={capacities[nodeId] ?? ''}
              onChange={({ target }) => setCapacities({ ...capacities, [nodeId]: target.value })}
            />
          </label>
        </fieldset>
      ))}
      <p className={styles.row}>
        <button type="submit">
          <FormattedMessage id="office.workbench.look" />
        </button>
      </p>
    </form>
  );
}
