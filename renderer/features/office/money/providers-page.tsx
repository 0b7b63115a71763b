// Who takes payments: set up, tried, switched on and off. Secrets go in and never come out: only that they are set is shown.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';
import styles from '../workbench/workbench.module.css';
import { ChannelPayments } from './channel-payments';
import { Signing } from './signing';
import { useSigned } from './use-signed';

type Api = Pick<
  OfficeApi,
  'providers' | 'saveProvider' | 'testProvider' | 'channelPayments' | 'saveChannelPayment'
>;
type Providers = Extract<Awaited<ReturnType<Api['providers']>>, { ok: true }>['value'];
type Provider = Providers['rows'][number];
type Tested = Extract<Awaited<ReturnType<Api['testProvider']>>, { ok: true }>['value'];

export function ProvidersPage({ api }: { api: Api }): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.providers);
  const signed = useSigned();
  const [edited, setEdited] = useState<Provider | 'new' | null>(null);
  const [tested, setTested] = useState<ReadonlyMap<string, Tested>>(new Map());
  const test = ({ providerId }: Provider): void =>
    signed.run(api.testProvider(providerId), (value) => setTested(new Map(tested).set(providerId, value)));
  return (
    <div className={styles.bench}>
      <header className={styles.head}>
        <h1>
          <FormattedMessage id="office.providers.title" />
        </h1>
        <button type="button" onClick={() => setEdited('new')}>
          <FormattedMessage id="office.providers.add" />
        </button>
      </header>
      <div>
        <Signing signed={signed} />
        {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      </div>
      <div className={styles.parts}>
        <section className={styles.part}>
          {last && last.rows.length === 0 ? (
            <p>
              <FormattedMessage id="office.providers.none" />
            </p>
          ) : null}
          <ul className={styles.groups}>
            {(last?.rows ?? []).map((provider) => {
              const result = tested.get(provider.providerId);
              return (
                <li key={provider.providerId}>
                  <span>
                    <strong>{provider.name}</strong>
                    {' · '}
                    <FormattedMessage
                      id={`payment.method.${provider.method}`}
                      defaultMessage={provider.method}
                    />
                    {' · '}
                    <FormattedMessage
                      id={provider.enabled ? 'office.providers.on' : 'office.providers.off'}
                    />
                    {provider.secretsSet.length > 0 ? (
                      <>
                        {' · '}
                        <FormattedMessage
                          id="office.providers.secrets-set"
                          values={{ count: provider.secretsSet.length }}
                        />
                      </>
                    ) : null}
                    {result ? (
                      <output>
                        {' · '}
                        <FormattedMessage
                          id={`office.providers.tested.${result.outcome}`}
                          values={{ words: result.words }}
                        />
                      </output>
                    ) : null}
                  </span>
                  <button type="button" onClick={() => test(provider)}>
                    <FormattedMessage id="office.providers.test-one" values={{ name: provider.name }} />
                  </button>
                  <button type="button" onClick={() => setEdited(provider)}>
                    <FormattedMessage id="office.providers.edit-one" values={{ name: provider.name }} />
                  </button>
                </li>
              );
            })}
          </ul>
        </section>
        {last && last.rows.length > 0 ? (
          <ChannelPayments api={api} providers={last.rows} signed={signed} />
        ) : null}
        {edited !== null && last ? (
          <ProviderForm
            key={edited === 'new' ? 'new' : edited.providerId}
            provider={edited === 'new' ? null : edited}
            methods={last.methods}
            onLeave={() => setEdited(null)}
            onSave={(providerId, wish) =>
              signed.ask(
                'office.providers.save',
                (by) => api.saveProvider(providerId, { ...wish, by }),
                () => {
                  setEdited(null);
                  askAgain();
                },
              )
            }
          />
        ) : null}
      </div>
    </div>
  );
}

const textOf = (value: unknown, usual: string): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : usual;

type Wish = Omit<Parameters<Api['saveProvider']>[1], 'by'>;

function ProviderForm({
  provider,
  methods,
  onSave,
  onLeave,
}: {
  provider: Provider | null;
  methods: Providers['methods'];
  onSave: (providerId: string, wish: Wish) => void;
  onLeave: () => void;
}): ReactNode {
  const intl = useIntl();
  const [providerId, setProviderId] = useState(provider?.providerId ?? '');
  const [method, setMethod] = useState(provider?.method ?? methods[0]?.method ?? '');
  const [name, setName] = useState(provider?.name ?? '');
  const [enabled, setEnabled] = useState(provider?.enabled ?? true);
  const [payTo, setPayTo] = useState(textOf(provider?.settings['payTo'], ''));
  const [waitDays, setWaitDays] = useState(textOf(provider?.settings['waitDays'], '14'));
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  const names = methods.find((each) => each.method === method)?.secretNames ?? [];
  const isTransfer = method === 'bank-transfer';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const typed = Object.fromEntries(
      Object.entries(secrets).filter(([key, value]) => names.includes(key) && value !== ''),
    );
    const transfer = isTransfer ? { payTo, waitDays: Number(waitDays) } : {};
    onSave(providerId, { method, name: name.trim(), enabled, ...transfer, ...typed });
  };
  return (
    <form
      className={styles.part}
      aria-label={intl.formatMessage({ id: 'office.providers.edit' })}
      onSubmit={submit}
    >
      <fieldset className={styles.fields}>
        <label>
          <FormattedMessage id="office.providers.method" />
          <select
            value={method}
            disabled={provider !== null}
            onChange={({ target }) => setMethod(target.value)}
          >
            {methods.map((each) => (
              <option key={each.method} value={each.method}>
                {intl.formatMessage({ id: `payment.method.${each.method}`, defaultMessage: each.method })}
              </option>
            ))}
          </select>
        </label>
        <label>
          <FormattedMessage id="office.providers.id" />
          <input
            value={providerId}
            maxLength={40}
            pattern="[a-z0-9\-]+"
            required
            disabled={provider !== null}
            onChange={({ target }) => setProviderId(target.value)}
          />
        </label>
        <label>
          <FormattedMessage id="office.providers.name" />
          <input value={name} maxLength={80} required onChange={({ target }) => setName(target.value)} />
        </label>
        <label>
          <input type="checkbox" checked={enabled} onChange={() => setEnabled(!enabled)} />
          <FormattedMessage id="office.providers.enabled" />
        </label>
        {isTransfer ? (
          <>
            <label>
              <FormattedMessage id="office.providers.pay-to" />
              <input value={payTo} maxLength={500} onChange={({ target }) => setPayTo(target.value)} />
            </label>
            <label>
              <FormattedMessage id="office.providers.wait-days" />
              <input
                type="number"
                min={1}
                max={365}
                value={waitDays}
                required
                onChange={({ target }) => setWaitDays(target.value)}
              />
            </label>
          </>
        ) : null}
        {names.map((secret) => {
          const isSet = provider?.secretsSet.includes(secret) ?? false;
          return (
            <label key={secret}>
              <FormattedMessage id={`office.providers.secret.${secret}`} defaultMessage={secret} />
              <input
                type="password"
                autoComplete="off"
                maxLength={300}
                minLength={8}
                placeholder={intl.formatMessage({
                  id: isSet ? 'office.providers.is-set' : 'office.providers.not-set',
                })}
                value={secrets[secret] ?? ''}
                onChange={({ target }) => setSecrets({ ...secrets, [secret]: target.value })}
              />
            </label>
          );
        })}
      </fieldset>
      <p className={styles.row}>
        <button type="submit">
          <FormattedMessage id="office.providers.save" />
        </button>
        <button type="button" onClick={onLeave}>
          <FormattedMessage id="office.workbench.close" />
        </button>
      </p>
    </form>
  );
}
