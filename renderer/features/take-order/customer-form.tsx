// Who an order is for and how it is paid. What is odd about an address is said while the customer is still there, with what
// would mend it; only without a name or a place nothing can be taken.
import type { FormEvent, ReactNode } from 'react';
import { useStore } from 'zustand';
import {
  type AddressField,
  type AddressProblem,
  checkAddress,
} from '../../../shared/domain/placement/address-check';
import { stationChannels, stationPayments } from '../../../shared/domain/stock/station-order';
import { useText } from '../../app/locale';
import { Button } from '../../ui/button';
import { Choice } from '../../ui/choice';
import { Field } from '../../ui/field';
import type { PackingSession } from '../packing/session';
import { type DraftField, draftFields, formOf, neededFields } from './order-draft';
import type { OrderTaking } from './order-taking';
import styles from './take-order.module.css';

const longest: Record<DraftField, number> = {
  name: 120,
  phone: 40,
  street: 120,
  postcode: 20,
  city: 80,
  region: 80,
  country: 2,
  email: 120,
};
const checkedAs: Record<Exclude<DraftField, 'country'>, AddressField> = {
  name: 'name',
  phone: 'phone',
  street: 'lines',
  postcode: 'postcode',
  city: 'city',
  region: 'region',
  email: 'email',
};

export function CustomerForm({
  taking,
  session,
}: {
  taking: OrderTaking;
  session: Pick<PackingSession, 'store'>;
}): ReactNode {
  const say = useText();
  const { draft } = taking;
  const values = useStore(draft.store);
  useStore(session.store, (state) => state.bench);
  const { shipTo } = formOf(values);
  // Nothing is wrong with what nobody has begun to write.
  const isBegun = values.street.trim() !== '' && shipTo.countryCode.length === 2;
  const problems = isBegun ? checkAddress(shipTo) : [];
  const problemOf = (field: DraftField): AddressProblem | undefined =>
    field === 'country' ? undefined : problems.find((each) => each.field === checkedAs[field]);
  const isShown = (field: DraftField): boolean =>
    field !== 'region' || values.region !== '' || problemOf('region') !== undefined;
  const take = (event: FormEvent): void => {
    event.preventDefault();
    taking.take();
  };
  return (
    <form className={styles.form} onSubmit={take} noValidate aria-label={say('takeOrder.customer')}>
      <div className={styles.pair}>
        <Choice
          label={say('takeOrder.channel')}
          value={values.channelId}
          options={stationChannels.map((value) => ({ value, text: say(`channel.station.${value}`) }))}
          onChange={(channelId) => draft.store.setState({ channelId })}
        />
        <Choice
          label={say('takeOrder.payment')}
          value={values.payment}
          options={stationPayments.map((value) => ({ value, text: say(`takeOrder.payment.${value}`) }))}
          onChange={(payment) => draft.store.setState({ payment })}
        />
      </div>
      <div className={styles.fields}>
        {draftFields.filter(isShown).map((field) => {
          const problem = problemOf(field);
          return (
            <Field
              key={field}
              label={say(`takeOrder.field.${field}`)}
              value={values[field]}
              maxLength={longest[field]}
              isRequired={neededFields.has(field)}
              hint={
                problem &&
                [
                  say(`address.fault.${problem.fault}`),
                  problem.suggestion === null
                    ? null
                    : say('takeOrder.suggestion', { suggestion: problem.suggestion }),
                ]
                  .filter((part) => part !== null)
                  .join(' · ')
              }
              onChange={(text) => draft.store.setState({ [field]: text })}
            />
          );
        })}
        <Field
          label={say('takeOrder.note')}
          value={values.note}
          maxLength={500}
          onChange={(note) => draft.store.setState({ note })}
        />
      </div>
      <Button kind="main" type="submit" isDisabled={taking.lines().length === 0} keyHint="Enter">
        {say('takeOrder.take')}
      </Button>
    </form>
  );
}
