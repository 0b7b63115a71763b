// Which mails customers of each channel get. Their words, languages and times are on the page Messages.
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { OrderFlow } from '../../../../shared/domain/flow/order-flow';
import { type MailKind, mailKinds } from '../../../../shared/domain/mail/mail-kinds';
import { ruleOf } from '../../../../shared/domain/mail/channel-mail';
import office from '../office.module.css';

type Mails = OrderFlow['mails'];
type Props = {
  mails: Mails;
  channels: readonly { channelId: string; name: string }[];
  onChange: (mails: Mails) => void;
};

export function FlowMails({ mails, channels, onChange }: Props): ReactNode {
  const intl = useIntl();
  const nameOf = (channelId: string): string =>
    channels.find((each) => each.channelId === channelId)?.name ?? channelId;
  const kindWords = (kind: MailKind): string => intl.formatMessage({ id: `mail.kind.${kind}` });
  const put = (channelId: string, kind: MailKind, isOn: boolean): void =>
    onChange(
      mails.map((each) =>
        each.channelId === channelId
          ? {
              ...each,
              mail: {
                ...each.mail,
                rules: each.mail.rules.map((rule) => (rule.kind === kind ? { ...rule, isOn } : rule)),
              },
            }
          : each,
      ),
    );
  return (
    <section aria-labelledby="flow-mails">
      <h2 id="flow-mails">
        <FormattedMessage id="office.automation.mails" />
      </h2>
      <div className={office.scroll}>
        <table className={office.grid}>
          <thead>
            <tr>
              <th scope="col">
                <FormattedMessage id="office.orders.channel" />
              </th>
              {mailKinds.map((kind) => (
                <th key={kind} scope="col">
                  {kindWords(kind)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {mails.map(({ channelId, mail }) => (
              <tr key={channelId}>
                <td>{nameOf(channelId)}</td>
                {mailKinds.map((kind) => (
                  <td key={kind}>
                    <input
                      type="checkbox"
                      aria-label={`${nameOf(channelId)} ${kindWords(kind)}`}
                      checked={ruleOf(mail, kind)?.isOn ?? false}
                      onChange={({ target }) => put(channelId, kind, target.checked)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
