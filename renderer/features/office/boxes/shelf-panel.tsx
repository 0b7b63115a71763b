// What is on the shelf of boxes and padding: counted, filled up, and when to be told that it runs out.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, FormattedNumber, useIntl } from 'react-intl';
import type { BoxesPageAnswer, SupplyRequest } from '../../../../shared/contract/boxes';
import { Price } from '../list/price';
import office from '../office.module.css';
import styles from './boxes.module.css';

const acts = ['receive', 'count', 'low'] as const;
type Act = (typeof acts)[number];

export function ShelfPanel({
  page,
  onChange,
}: {
  page: BoxesPageAnswer;
  onChange: (request: SupplyRequest) => void;
}): ReactNode {
  const [first] = page.boxes;
  const currency = first?.box.currency ?? null;
  const rows = [
    ...page.boxes.map(({ box, site, used }) => ({
      supply: `box ${box.boxId}`,
      name: `${box.boxId} ${box.name}`,
      unit: 'piece' as const,
      onHand: site.onHand,
      lowAt: site.lowAt,
      used,
    })),
    ...page.paddings.map(({ padding, onHand, lowAt, used }) => ({
      supply: `padding ${padding.paddingId}`,
      name: padding.name,
      unit: padding.unit,
      onHand,
      lowAt,
      used,
    })),
  ];
  if (rows.length === 0) return null;
  return (
    <section className={styles.part} aria-labelledby="box-shelf">
      <h2 id="box-shelf">
        <FormattedMessage id="office.boxes.shelf" />
      </h2>
      {page.meanMaterialMinor === null ? null : (
        <p>
          <FormattedMessage
            id="office.boxes.mean"
            values={{ amount: <Price amountMinor={page.meanMaterialMinor} currency={currency} /> }}
          />
        </p>
      )}
      <SupplyForm supplies={rows} onChange={onChange} />
      <div className={office.scroll}>
        <table className={office.grid} aria-labelledby="box-shelf">
          <thead>
            <tr>
              {(['supply', 'onHand', 'lowAt', 'usedUp'] as const).map((each) => (
                <th key={each} scope="col">
                  <FormattedMessage id={`office.boxes.${each}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ supply, name, unit, onHand, lowAt, used }) => (
              <tr key={supply}>
                <th scope="row">
                  {name} <FormattedMessage id="office.boxes.unit" values={{ unit }} />
                </th>
                <td className={office.numeric}>
                  {onHand === null ? (
                    <FormattedMessage id="office.boxes.uncounted" />
                  ) : (
                    <FormattedNumber value={onHand} />
                  )}
                  {onHand !== null && lowAt !== null && onHand <= lowAt ? (
                    <strong>
                      {' '}
                      <FormattedMessage id="office.boxes.isLow" />
                    </strong>
                  ) : null}
                </td>
                <td className={office.numeric}>{lowAt === null ? '–' : <FormattedNumber value={lowAt} />}</td>
                <td className={office.numeric}>
                  <FormattedNumber value={used} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function SupplyForm({
  supplies,
  onChange,
}: {
  supplies: readonly { supply: string; name: string }[];
  onChange: (request: SupplyRequest) => void;
}): ReactNode {
  const intl = useIntl();
  const [supply, setSupply] = useState(supplies[0]?.supply ?? '');
  const [act, setAct] = useState<Act>('receive');
  const [number, setNumber] = useState('');
  const say = (id: string): string => intl.formatMessage({ id });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const value = Number(number);
    if (act === 'receive') onChange({ act, supply, received: value });
    else if (act === 'count') onChange({ act, supply, counted: value });
    else onChange({ act, supply, lowAt: number === '' ? null : value });
    setNumber('');
  };
  return (
    <form className={styles.head} onSubmit={submit} aria-labelledby="box-shelf">
      <select
        aria-label={say('office.boxes.supply')}
        value={supply}
        onChange={({ target }) => setSupply(target.value)}
      >
        {supplies.map((each) => (
          <option key={each.supply} value={each.supply}>
            {each.name}
          </option>
        ))}
      </select>
      <select
        aria-label={say('office.boxes.act')}
        value={act}
        onChange={({ target }) => setAct(target.value as Act)}
      >
        {acts.map((each) => (
          <option key={each} value={each}>
            {say(`office.boxes.act.${each}`)}
          </option>
        ))}
      </select>
      <input
        type="number"
        aria-label={say('office.boxes.number')}
        min={act === 'receive' ? 1 : 0}
        max={1_000_000}
        required={act !== 'low'}
        value={number}
        onChange={({ target }) => setNumber(target.value)}
      />
      <button type="submit">
        <FormattedMessage id="office.boxes.tell" />
      </button>
    </form>
  );
}
