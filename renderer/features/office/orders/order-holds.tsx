// Why one order waits, and its address to be mended in place: a good address ends the hold by itself.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { Order } from '../../../../shared/domain/order/order';
import { checkAddress } from '../../../../shared/domain/placement/address-check';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import { AddressFields, tidied } from '../list/address-fields';
import { HoldWords } from './hold-words';
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

const fields = ['lines', 'name', 'postcode', 'city', 'region', 'phone', 'email'] as const;

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
    void api.correctAddress(order.orderId, tidied(address)).then((got) => {
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
      <AddressFields fields={fields} address={address} problems={problems} onAddress={setAddress} />
      <button type="submit">
        <FormattedMessage id="office.holds.save" />
      </button>
    </form>
  );
}
