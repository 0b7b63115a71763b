// What one channel writes to its customers: each mail on or off, in which words, now or in the morning.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { MailSettingsResponse } from '../../../../shared/contract/mail';
import type { ChannelMail, MailRule } from '../../../../shared/domain/mail/channel-mail';
import { Failure } from '../list/failure';
import styles from '../mail/messages.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { useAnswer } from '../list/use-answer';

const numbers = [
  ['oldestDays', 365],
  ['ratingAfterDays', 90],
] as const;
const choices = [
  ['language', ['auto', 'en', 'tr']],
  ['shipped', ['each-parcel', 'whole-order']],
] as const;

export function ChannelMailForm({
  api,
  channel,
  onSaved,
}: {
  api: OfficeApi;
  channel: MailSettingsResponse['channels'][number];
  onSaved: () => void;
}): ReactNode {
  const intl = useIntl();
  const { last: templates } = useAnswer(api.mailTemplates);
  const [mail, setMail] = useState<ChannelMail>(channel.mail);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const setRule = (kind: MailRule['kind'], change: Partial<MailRule>): void =>
    setMail({
      ...mail,
      rules: mail.rules.map((rule) => (rule.kind === kind ? { ...rule, ...change } : rule)),
    });
  const namesOf = ({ kind, templateId }: MailRule): string[] => [
    ...new Set([
      kind,
      templateId,
      ...(templates?.rows ?? []).filter((row) => row.kind === kind).map((row) => row.templateId),
    ]),
  ];
  const save = async (): Promise<void> => {
    const answer = await api.saveChannelMail(channel.channelId, mail);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) onSaved();
  };
  return (
    <form
      className={styles.form}
      aria-label={channel.name}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{channel.name}</h2>
      {failure ? <Failure failure={failure} /> : null}
      {choices.map(([name, values]) => (
        <label key={name} className={styles.field}>
          <FormattedMessage id={`office.messages.channel.${name}`} />
          <select
            value={mail[name]}
            onChange={({ target }) => setMail({ ...mail, [name]: target.value } as ChannelMail)}
          >
            {values.map((value) => (
              <option key={value} value={value}>
                {intl.formatMessage({ id: `office.messages.channel.${name}.${value}` })}
              </option>
            ))}
          </select>
        </label>
      ))}
      {numbers.map(([name, most]) => (
        <label key={name} className={styles.field}>
          <FormattedMessage id={`office.messages.channel.${name}`} />
          <input
            type="number"
            min={0}
            max={most}
            required
            value={mail[name]}
            onChange={({ target }) => setMail({ ...mail, [name]: Number(target.value) })}
          />
        </label>
      ))}
      <table className={styles.rules}>
        <thead>
          <tr>
            {['kind', 'template', 'waits'].map((name) => (
              <th key={name} scope="col">
                <FormattedMessage id={`office.messages.${name}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {mail.rules.map((rule) => {
            const kind = intl.formatMessage({ id: `mail.kind.${rule.kind}` });
            return (
              <tr key={rule.kind}>
                <td>
                  <label className={styles.check}>
                    <input
                      type="checkbox"
                      checked={rule.isOn}
                      onChange={({ target }) => setRule(rule.kind, { isOn: target.checked })}
                    />
                    {kind}
                  </label>
                </td>
                <td>
                  <select
                    aria-label={intl.formatMessage({ id: 'office.messages.template-of' }, { kind })}
                    value={rule.templateId}
                    onChange={({ target }) => setRule(rule.kind, { templateId: target.value })}
                  >
                    {namesOf(rule).map((name) => (
                      <option key={name} value={name}>
                        {name === rule.kind ? kind : name}
                      </option>
                    ))}
                  </select>
                </td>
                <td>
                  <input
                    type="checkbox"
                    aria-label={intl.formatMessage({ id: 'office.messages.waits-of' }, { kind })}
                    checked={rule.waits}
                    onChange={({ target }) => setRule(rule.kind, { waits: target.checked })}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={styles.acts}>
        <button type="submit">
          <FormattedMessage id="office.messages.save" />
        </button>
      </p>
    </form>
  );
}
