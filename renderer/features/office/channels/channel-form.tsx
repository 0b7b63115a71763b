// How a channel is set up: what was agreed for it, and how it is reached. A secret that is entered is never shown: an empty
// field leaves it as it is.
import { type FormEvent, type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { ChannelSettingsAnswer } from '../../../../shared/contract/channels';
import type { ChannelPolicy } from '../../../../shared/domain/channel/policy';
import type { WarehouseId } from '../../../../shared/domain/ids';
import { Failure } from '../list/failure';
import type { OfficeApi, OfficeFailure } from '../office-api';
import styles from '../people/people.module.css';
import { StockRules } from '../stock/stock-rules';
import { useAnswer } from '../list/use-answer';

type Props = { api: OfficeApi; channelId: string; onChanged: () => void };

export function ChannelForm({ api, channelId, onChanged }: Props): ReactNode {
  const load = useCallback(() => api.channelSettings(channelId), [api, channelId]);
  const { answer, last, askAgain } = useAnswer(load);
  return (
    <>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <Settings
          key={JSON.stringify(last)}
          api={api}
          settings={last}
          onSaved={() => (askAgain(), onChanged())}
        />
      ) : null}
    </>
  );
}

function Settings({
  api,
  settings,
  onSaved,
}: {
  api: OfficeApi;
  settings: ChannelSettingsAnswer;
  onSaved: () => void;
}): ReactNode {
  const intl = useIntl();
  const [policy, setPolicy] = useState<ChannelPolicy>(settings.policy);
  const [fields, setFields] = useState<Record<string, string>>(settings.fields);
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const known = settings.connectors.find(({ kind }) => kind === settings.kind)?.fields ?? [];
  const change = (part: Partial<ChannelPolicy>): void => setPolicy({ ...policy, ...part });
  const label = (name: string): string => {
    const id = `office.channels.field.${name}`;
    return intl.messages[id] === undefined ? name : intl.formatMessage({ id });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { channelId, name, kind, currency } = settings;
    const given = Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== ''));
    void api
      .saveChannel(channelId, { name, kind, currency, policy, fields, secrets: given })
      .then((answer) => {
        setFailure(answer.ok ? null : answer.failure);
        if (answer.ok) onSaved();
      });
  };
  return (
    <form className={styles.form} onSubmit={submit} autoComplete="off">
      <h2>
        <FormattedMessage id="office.channels.settings" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      {known.map(({ name, kind }) => (
        <label key={name} className={styles.field}>
          {label(name)}
          <input
            value={(kind === 'secret' ? secrets : fields)[name] ?? ''}
            maxLength={500}
            {...(kind === 'secret' ? { type: 'password', autoComplete: 'new-password' } : { type: 'text' })}
            onChange={({ target }) =>
              kind === 'secret'
                ? setSecrets({ ...secrets, [name]: target.value })
                : setFields({ ...fields, [name]: target.value })
            }
          />
          {kind === 'secret' ? (
            <small>
              <FormattedMessage
                id={
                  settings.secretsSet.includes(name)
                    ? 'office.channels.secret-set'
                    : 'office.channels.secret-missing'
                }
              />
            </small>
          ) : null}
        </label>
      ))}
      {(['priceList', 'taxRule'] as const).map((name) => (
        <label key={name} className={styles.field}>
          <FormattedMessage id={`office.channels.policy.${name}`} />
          <input
            value={policy[name] ?? ''}
            maxLength={40}
            onChange={({ target }) => change({ [name]: target.value === '' ? null : target.value })}
          />
        </label>
      ))}
      {(['handOverHours', 'deliveryDays'] as const).map((name) => (
        <Count key={name} name={name} value={policy[name]} onChange={(value) => change({ [name]: value })} />
      ))}
      <Count
        name="mostLines"
        value={policy.mostLines}
        onChange={(value) => change({ mostLines: value ?? 1 })}
      />
      <Count
        name="stockBuffer"
        least={0}
        value={policy.stockBuffer}
        onChange={(value) => change({ stockBuffer: value ?? 0 })}
      />
      {(['promiseDays', 'cartHoldMinutes', 'cartLeftMinutes', 'cartKeptDays', 'orderHoldHours'] as const).map(
        (name) => (
          <Count
            key={name}
            name={name}
            least={name === 'cartLeftMinutes' || name === 'cartKeptDays' ? 1 : 0}
            value={policy[name]}
            onChange={(value) => change({ [name]: value ?? (name.startsWith('cart') ? 1 : 0) })}
          />
        ),
      )}
      <fieldset className={styles.checks}>
        <legend>
          <FormattedMessage id="office.channels.policy.warehouses" />
        </legend>
        {settings.warehouses.map(({ warehouseId, name }) => (
          <Check
            key={warehouseId}
            label={name}
            checked={policy.warehouseIds.includes(warehouseId as WarehouseId)}
            onChange={(checked) =>
              change({
                warehouseIds: checked
                  ? [...policy.warehouseIds, warehouseId as WarehouseId]
                  : policy.warehouseIds.filter((each) => each !== warehouseId),
              })
            }
          />
        ))}
      </fieldset>
      <fieldset className={styles.checks}>
        <legend>
          <FormattedMessage id="office.channels.policy.does" />
        </legend>
        {(['pushStock', 'pushShipments'] as const).map((name) => (
          <Check
            key={name}
            label={intl.formatMessage({ id: `office.channels.policy.${name}` })}
            checked={policy[name]}
            onChange={(checked) => change({ [name]: checked })}
          />
        ))}
        <Check
          label={intl.formatMessage({ id: 'office.channels.policy.paid' })}
          checked={policy.takeWhen === 'paid'}
          onChange={(checked) => change({ takeWhen: checked ? 'paid' : 'placed' })}
        />
      </fieldset>
      <StockRules rules={policy.stockRules} onChange={(stockRules) => change({ stockRules })} />
      <p className={styles.acts}>
        <button type="submit">
          <FormattedMessage id="office.channels.save" />
        </button>
      </p>
    </form>
  );
}

function Count({
  name,
  value,
  least = 1,
  onChange,
}: {
  name: string;
  value: number | null;
  least?: number;
  onChange: (value: number | null) => void;
}): ReactNode {
  return (
    <label className={styles.field}>
      <FormattedMessage id={`office.channels.policy.${name}`} />
      <input
        type="number"
        min={least}
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? null : Number(target.value))}
      />
    </label>
  );
}

function Check({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}): ReactNode {
  return (
    <label>
      <input type="checkbox" checked={checked} onChange={({ target }) => onChange(target.checked)} />
      {label}
    </label>
  );
}
