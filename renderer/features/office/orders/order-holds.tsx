// Why one order waits, and its address to be mended in place: a good address ends the hold by itself.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Order } from '../../../../shared/domain/order/order';
import { checkAddress } from '../../../../shared/domain/placement/address-check';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import { HoldWords, problemWords } from './hold-words';
import styles from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';

type Api = Pick<OfficeApi, 'releaseHold' | 'correctAddress'>;

export function OrderHolds({
  api,
  order,
  onChanged,
}: {
  api: Api;
  order: Order;
  onChanged: () => void;
}): ReactNode {
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  if (order.holds.length === 0) return null;
  const release = (reason: Order['holds'][number]['reason']): void =>
    setWanted({
      label: 'office.holds.release',
      needsNote: true,
      act: async (by, note) => {
        const got = await api.releaseHold(order.orderId, reason, note, by);
        setFailure(got.ok ? null : got.failure);
        if (got.ok) onChanged();
        return got.ok;
      },
    });
  return (
    <section aria-labelledby="holds">
      <h2 id="holds">
        <FormattedMessage id="office.holds.title" />
      </h2>
      <ul className={styles.cancels}>
        {order.holds.map((hold) => (
          <li key={hold.reason}>
            <HoldWords hold={hold} />
            {hold.owner ? ` · ${hold.owner}` : null}
            <span className={styles.acts}>
              <button type="button" onClick={() => release(hold.reason)}>
                <FormattedMessage id="office.holds.release" />
              </button>
            </span>
          </li>
        ))}
      </ul>
      {failure ? <Failure failure={failure} /> : null}
      {wanted ? <AnsweringForm wanted={wanted} onEnd={() => setWanted(null)} /> : null}
      {order.holds.some(({ reason }) => reason === 'address') ? (
        <AddressForm api={api} order={order} onChanged={onChanged} onFailure={setFailure} />
      ) : null}
    </section>
  );
}

const fields = ['name', 'postcode', 'city', 'region', 'phone', 'email'] as const;

function AddressForm({
  api,
  order,
  onChanged,
  onFailure,
}: {
  api: Api;
  order: Order;
  onChanged: () => void;
  onFailure: (failure: OfficeFailure | null) => void;
}): ReactNode {
  const intl = useIntl();
  const [address, setAddress] = useState(order.shipTo);
  const problems = checkAddress(address);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const tidy = (text: string | null): string | null =>
      text === null || text.trim() === '' ? null : text.trim();
    const shipTo = {
      ...address,
      postcode: tidy(address.postcode),
      region: tidy(address.region),
      phone: tidy(address.phone),
      email: tidy(address.email),
    };
    void api.correctAddress(order.orderId, shipTo).then((got) => {
      onFailure(got.ok ? null : got.failure);
      if (got.ok) onChanged();
    });
  };
  return (
    <form
      className={styles.filters}
      onSubmit={save}
      aria-label={intl.formatMessage({ id: 'office.holds.address' })}
    >
      <input
        aria-label={intl.formatMessage({ id: 'address.field.lines' })}
        placeholder={intl.formatMessage({ id: 'address.field.lines' })}
        value={address.lines.join(', ')}
        maxLength={400}
        onChange={(event) =>
          setAddress({
            ...address,
            lines: event.target.value
              .split(', ')
              .slice(0, 4)
              .map((line) => line.slice(0, 120)),
          })
        }
      />
      {fields.map((field) => (
        <input
          key={field}
          aria-label={intl.formatMessage({ id: `address.field.${field}` })}
          placeholder={intl.formatMessage({ id: `address.field.${field}` })}
          aria-invalid={problems.some((problem) => problem.field === field)}
          value={address[field] ?? ''}
          maxLength={field === 'postcode' ? 20 : field === 'phone' ? 40 : 80}
          onChange={(event) => setAddress({ ...address, [field]: event.target.value })}
        />
      ))}
      <button type="submit">
        <FormattedMessage id="office.holds.save" />
      </button>
      {problems.map(({ field, fault, suggestion }) => (
        <p key={`${field} ${fault}`}>
          {problemWords(intl, field, fault)}
          {suggestion !== null && field !== 'lines' ? (
            <>
              {' '}
              <button type="button" onClick={() => setAddress({ ...address, [field]: suggestion })}>
                <FormattedMessage id="office.holds.suggestion" values={{ suggestion }} />
              </button>
            </>
          ) : null}
        </p>
      ))}
    </form>
  );
}
