// Everything a list of orders can be filtered by. The search field and the status stand by themselves; the rest unfolds, and
// says how many of it are set while it is folded.
import { type ReactNode, type RefObject, useCallback, useId } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { holdReasons, type OrderFilter, orderFilterNames } from '../../../../shared/contract/order-grid';
import { orderStatuses } from '../../../../shared/domain/order/status';
import { paymentStates } from '../../../../shared/domain/payment/payment';
import { minorDigitsOf } from '../../../../shared/money/money';
import { Button } from '../../../ui/button';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';
import officeStyles from '../office.module.css';
import styles from './orders.module.css';

/** As the address and the request have it. */
export type FilterText = Readonly<Partial<Record<keyof OrderFilter, string>>>;

export function filterText(values: Readonly<Record<string, string | number | null | undefined>>): FilterText {
  return Object.fromEntries(
    orderFilterNames.flatMap((name) => {
      const value = values[name];
      return value === undefined || value === null || value === '' ? [] : [[name, String(value)]];
    }),
  );
}

/** As head office keeps it. */
export function filterOf(text: FilterText): OrderFilter {
  const { totalFrom, totalTo, ...rest } = text;
  return {
    ...rest,
    ...(totalFrom === undefined ? {} : { totalFrom: Number(totalFrom) }),
    ...(totalTo === undefined ? {} : { totalTo: Number(totalTo) }),
  } as OrderFilter;
}

const aside: readonly (keyof OrderFilter)[] = ['text', 'status'];
const openStatuses = orderStatuses.filter((status) => !['shipped', 'closed', 'cancelled'].includes(status));

type FieldProps = { filter: FilterText; set: (name: keyof OrderFilter, value: string) => void };

export function OrderFilters({
  api,
  filter,
  onFilter,
  isUnfolded,
  onUnfold,
  search,
}: {
  api: Pick<OfficeApi, 'channels'>;
  filter: FilterText;
  onFilter: (filter: FilterText) => void;
  isUnfolded: boolean;
  onUnfold: (isUnfolded: boolean) => void;
  search: RefObject<HTMLInputElement | null>;
}): ReactNode {
  const intl = useIntl();
  const foldId = useId();
  const set = (name: keyof OrderFilter, value: string): void =>
    onFilter(filterText({ ...filter, [name]: value }));
  const more = Object.keys(filter).filter((name) => !aside.includes(name as keyof OrderFilter)).length;
  return (
    <search className={styles.filters}>
      <div className={officeStyles.filters}>
        <input
          ref={search}
          type="search"
          value={filter.text ?? ''}
          maxLength={100}
          placeholder={intl.formatMessage({ id: 'office.list.search' })}
          aria-label={intl.formatMessage({ id: 'office.list.search' })}
          onChange={(event) => set('text', event.target.value)}
        />
        <Choice
          name="status"
          label="office.orders.status"
          filter={filter}
          set={set}
          options={[
            [openStatuses.join(','), 'office.orders.allOpen'],
            ...orderStatuses.map((status): [string, string] => [status, `order.status.${status}`]),
          ]}
        />
        <Button
          aria-expanded={isUnfolded}
          aria-controls={foldId}
          keyHint="Alt+F"
          onPress={() => onUnfold(!isUnfolded)}
        >
          <FormattedMessage id="office.orders.more" values={{ more }} />
        </Button>
        {Object.keys(filter).length > 0 ? (
          <Button onPress={() => onFilter({})}>
            <FormattedMessage id="office.orders.clear" />
          </Button>
        ) : null}
      </div>
      <div id={foldId} hidden={!isUnfolded} className={styles.fold}>
        {isUnfolded ? <MoreFilters api={api} filter={filter} set={set} /> : null}
      </div>
    </search>
  );
}

function MoreFilters({ api, filter, set }: FieldProps & { api: Pick<OfficeApi, 'channels'> }): ReactNode {
  const load = useCallback(() => api.channels(), [api]);
  const channels = useAnswer(load).last?.rows ?? [];
  const currencies = [...new Set(channels.map(({ currency }) => currency))].sort();
  return (
    <>
      <Choice
        name="channelId"
        label="office.orders.channel"
        filter={filter}
        set={set}
        options={channels.map(({ channelId, name }) => [channelId, null, name])}
      />
      <Field name="country" label="office.orders.country" filter={filter} set={set} upper most={2} />
      <Field name="warehouseId" label="office.orders.warehouse" filter={filter} set={set} most={40} />
      <Choice
        name="hold"
        label="office.orders.hold"
        filter={filter}
        set={set}
        options={[
          ['any', 'office.orders.hold.any'],
          ['none', 'office.orders.hold.none'],
          ...holdReasons.map((reason): [string, string] => [reason, `hold.reason.${reason}`]),
        ]}
      />
      <Choice
        name="payment"
        label="office.orders.payment"
        filter={filter}
        set={set}
        options={['none', ...paymentStates].map((state) => [state, `order.payment.${state}`])}
      />
      <Choice
        name="priority"
        label="office.orders.priority"
        filter={filter}
        set={set}
        options={['normal', 'vip'].map((priority) => [priority, `order.priority.${priority}`])}
      />
      <Field name="customer" label="office.orders.customer" filter={filter} set={set} most={100} />
      <Field name="sku" label="office.stock.sku" filter={filter} set={set} most={64} />
      {(['placedFrom', 'placedTo', 'promisedFrom', 'promisedTo'] as const).map((name) => (
        <Field key={name} name={name} label={`office.orders.${name}`} filter={filter} set={set} type="date" />
      ))}
      <Choice
        name="currency"
        label="office.orders.currency"
        filter={filter}
        set={set}
        options={currencies.map((currency) => [currency, null, currency])}
      />
      {(['totalFrom', 'totalTo'] as const).map((name) => (
        <AmountField key={name} name={name} filter={filter} set={set} />
      ))}
    </>
  );
}

function Choice({
  name,
  label,
  filter,
  set,
  options,
}: FieldProps & {
  name: keyof OrderFilter;
  label: string;
  /** Value, text key, and words where it has no key. */
  options: readonly (readonly [string, string | null, string?])[];
}): ReactNode {
  const intl = useIntl();
  const value = filter[name] ?? '';
  const isKnown = value === '' || options.some(([each]) => each === value);
  return (
    <label className={styles.field}>
      <FormattedMessage id={label} />
      <select value={value} onChange={(event) => set(name, event.target.value)}>
        <option value="">{intl.formatMessage({ id: 'office.list.all' })}</option>
        {isKnown ? null : <option value={value}>{value}</option>}
        {options.map(([each, key, words]) => (
          <option key={each} value={each}>
            {key === null ? words : intl.formatMessage({ id: key })}
          </option>
        ))}
      </select>
    </label>
  );
}

function Field({
  name,
  label,
  filter,
  set,
  type = 'text',
  upper = false,
  most,
}: FieldProps & {
  name: keyof OrderFilter;
  label: string;
  type?: 'text' | 'date';
  upper?: boolean;
  most?: number;
}): ReactNode {
  return (
    <label className={styles.field}>
      <FormattedMessage id={label} />
      <input
        type={type}
        defaultValue={filter[name] ?? ''}
        key={filter[name] ?? ''}
        maxLength={most}
        onChange={(event) => {
          if (type === 'date') set(name, event.target.value);
        }}
        onBlur={(event) => {
          const text = event.target.value.trim();
          if (text !== (filter[name] ?? '')) set(name, upper ? text.toUpperCase() : text);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
    </label>
  );
}

/** Typed in the currency's own unit, kept in minor units. */
function AmountField({ name, filter, set }: FieldProps & { name: 'totalFrom' | 'totalTo' }): ReactNode {
  const scale = 10 ** minorDigitsOf(filter.currency ?? 'EUR');
  const minor = filter[name];
  const shown = minor === undefined ? '' : String(Number(minor) / scale);
  return (
    <label className={styles.field}>
      <FormattedMessage id={`office.orders.${name}`} />
      <input
        type="number"
        step="any"
        key={shown}
        defaultValue={shown}
        onBlur={(event) => {
          const { value } = event.target;
          const next = value === '' ? '' : String(Math.round(Number(value) * scale));
          if (next !== (minor ?? '')) set(name, next);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
    </label>
  );
}
