// How mail is sent: the company's mail server, when nobody is written to, and what each channel writes. The password is
// typed and never shown.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { MailSettingsResponse } from '../../../../shared/contract/mail';
import { type MailSettings, mailSecurities } from '../../../../shared/domain/mail/mail-settings';
import { ChannelMailForm } from '../channels/channel-mail-form';
import { Failure } from '../list/failure';
import styles from './messages.module.css';
import office from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { TestMail } from './test-mail';
import { useAnswer } from '../list/use-answer';

export function MailSettingsPanel({ api }: { api: OfficeApi }): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.mailSettings);
  return (
    <section className={office.page}>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <div className={styles.split}>
          <div>
            <ServerForm key={JSON.stringify(last.settings)} api={api} page={last} onSaved={askAgain} />
            <TestMail api={api} />
          </div>
          <div>
            {last.channels.map((channel) => (
              <ChannelMailForm
                key={`${channel.channelId} ${JSON.stringify(channel.mail)}`}
                api={api}
                channel={channel}
                onSaved={askAgain}
              />
            ))}
          </div>
        </div>
      ) : null}
    </section>
  );
}

const texts = [
  'host',
  'user',
  'fromName',
  'fromAddress',
  'serviceMail',
  'servicePhone',
  'publicOrigin',
  'timeZone',
] as const;

function ServerForm({
  api,
  page,
  onSaved,
}: {
  api: OfficeApi;
  page: MailSettingsResponse;
  onSaved: () => void;
}): ReactNode {
  const intl = useIntl();
  const [settings, setSettings] = useState<MailSettings>(page.settings);
  const [password, setPassword] = useState('');
  const [saved, setSaved] = useState(false);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const set = (change: Partial<MailSettings>): void => {
    setSaved(false);
    setSettings({ ...settings, ...change });
  };
  const save = async (): Promise<void> => {
    const answer = await api.saveMailSettings({ settings, ...(password === '' ? {} : { password }) });
    setFailure(answer.ok ? null : answer.failure);
    setSaved(answer.ok);
    setPassword('');
    if (answer.ok) onSaved();
  };
  const quiet = settings.quiet ?? { from: '21:00', until: '21:00' };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>
        <FormattedMessage id="office.messages.server" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={settings.isOn}
          onChange={({ target }) => set({ isOn: target.checked })}
        />
        <FormattedMessage id="office.messages.is-on" />
      </label>
      {texts.map((name) => (
        <label key={name} className={styles.field}>
          <FormattedMessage id={`office.messages.set.${name}`} />
          <input
            value={settings[name]}
            maxLength={254}
            autoComplete="off"
            onChange={({ target }) => set({ [name]: target.value })}
          />
        </label>
      ))}
      <label className={styles.field}>
        <FormattedMessage id="office.messages.set.port" />
        <input
          type="number"
          min={1}
          max={65_535}
          value={settings.port}
          onChange={({ target }) => set({ port: Number(target.value) })}
        />
      </label>
      <label className={styles.field}>
        <FormattedMessage id="office.messages.set.security" />
        <select
          value={settings.security}
          onChange={({ target }) => set({ security: target.value as MailSettings['security'] })}
        >
          {mailSecurities.map((each) => (
            <option key={each} value={each}>
              {intl.formatMessage({ id: `office.messages.security.${each}` })}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.field}>
        <FormattedMessage id="office.messages.set.password" />
        <input
          type="password"
          value={password}
          maxLength={200}
          autoComplete="new-password"
          placeholder={intl.formatMessage({
            id: page.hasPassword ? 'office.messages.password-set' : 'office.messages.password-none',
          })}
          onChange={({ target }) => setPassword(target.value)}
        />
      </label>
      <div className={styles.inline}>
        {(['from', 'until'] as const).map((end) => (
          <label key={end}>
            <FormattedMessage id={`office.messages.quiet-${end}`} />{' '}
            <input
              type="time"
              step={900}
              value={quiet[end]}
              onChange={({ target }) => set({ quiet: { ...quiet, [end]: target.value } })}
            />
          </label>
        ))}
      </div>
      <p className={styles.acts}>
        <button type="submit">
          <FormattedMessage id="office.messages.save" />
        </button>
        <output>{saved ? <FormattedMessage id="office.messages.saved" /> : null}</output>
      </p>
    </form>
  );
}
