// Begins a cart for a customer on the telephone: who it is and the first product; what can be promised is held at once.
import { type FormEvent, type ReactNode, useCallback, useEffect, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { CartRow } from '../../../../shared/contract/carts';
import { skuSchema } from '../../../../shared/domain/ids';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import styles from '../mail/messages.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';

type Api = Pick<OfficeApi, 'putCart' | 'channels'>;
const nothing = { name: '', phone: '', sku: '', quantity: '1' };

export function NewCart({ api, onBegun }: { api: Api; onBegun: (row: CartRow) => void }): ReactNode {
  const intl = useIntl();
  const [isOpen, setOpen] = useState(false);
  const [values, setValues] = useState(nothing);
  const [channelId, setChannelId] = useState('');
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const load = useCallback(() => api.channels(), [api]);
  const { last } = useAnswer(load);
  const channels = last?.rows ?? [];
  const chosen = channels.find((each) => each.channelId === channelId) ?? channels[0];
  const begin = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const sku = skuSchema.safeParse(values.sku.trim());
    if (!chosen || !sku.success) return;
    const answer = await api.putCart(crypto.randomUUID(), {
      channelId: chosen.channelId,
      customer: {
        name: values.name.trim(),
        phone: values.phone.trim() === '' ? null : values.phone.trim(),
        countryCode: chosen.currency === 'TRY' ? 'TR' : 'GB',
      },
      lines: [{ sku: sku.data, quantity: Number(values.quantity) }],
    });
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    setValues(nothing);
    setOpen(false);
    onBegun(answer.value);
  };
  useEffect(() => {
    if (!isOpen) return undefined;
    const leave = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setOpen(false);
    };
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [isOpen]);
  if (!isOpen)
    return (
      <p className={styles.inline}>
        <button type="button" onClick={() => setOpen(true)}>
          <FormattedMessage id="office.carts.begin" />
        </button>
      </p>
    );
  const label = (field: keyof typeof nothing): string =>
    intl.formatMessage({ id: `office.carts.field.${field}` });
  return (
    <form className={styles.inline} onSubmit={(event) => void begin(event)}>
      {failure ? <Failure failure={failure} /> : null}
      <select
        aria-label={intl.formatMessage({ id: 'office.orders.channel' })}
        value={chosen?.channelId ?? ''}
        onChange={({ target }) => setChannelId(target.value)}
      >
        {channels.map((channel) => (
          <option key={channel.channelId} value={channel.channelId}>
            {channel.name}
          </option>
        ))}
      </select>
      {(['name', 'phone', 'sku', 'quantity'] as const).map((field) => (
        <input
          key={field}
          aria-label={label(field)}
          placeholder={label(field)}
          value={values[field]}
          maxLength={field === 'name' ? 120 : 40}
          required={field !== 'phone'}
          {...(field === 'quantity' ? { type: 'number', min: 1 } : {})}
          onChange={({ target }) => setValues({ ...values, [field]: target.value })}
        />
      ))}
      <button type="submit">
        <FormattedMessage id="office.carts.begin" />
      </button>
    </form>
  );
}
