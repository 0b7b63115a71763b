// One mail as it was sent: its words in a frame that runs nothing and loads nothing, and what became of it.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Failure } from '../list/failure';
import { HtmlFrame } from '../list/html-frame';
import { MailBecame } from './mail-became';
import styles from './messages.module.css';
import office from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { useAnswer } from '../list/use-answer';

const askEveryMs = 5_000;
const triedAgain = ['refused', 'failed', 'waiting'];

export function MailView({
  api,
  mailId,
  onClose,
  onChanged,
}: {
  api: OfficeApi;
  mailId: string;
  onClose: () => void;
  onChanged: () => void;
}): ReactNode {
  const intl = useIntl();
  const load = useCallback(() => api.mail(mailId), [api, mailId]);
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const retry = async (): Promise<void> => {
    const done = await api.retryMail(mailId);
    setFailure(done.ok ? null : done.failure);
    askAgain();
    onChanged();
  };
  return (
    <Dialog
      title={last?.mail.subject ?? intl.formatMessage({ id: 'office.messages.unwritten' })}
      isOpen
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{intl.formatMessage({ id: 'ui.close' })}</Button>
          {last && triedAgain.includes(last.mail.state) ? (
            <Button onPress={() => void retry()}>
              {intl.formatMessage({ id: 'office.messages.retry' })}
            </Button>
          ) : null}
        </>
      }
    >
      {failure ? <Failure failure={failure} /> : null}
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <>
          <dl className={office.facts}>
            <dt>
              <FormattedMessage id="office.messages.to" />
            </dt>
            <dd>
              {last.mail.toName} {'<'}
              {last.mail.toAddress}
              {'>'}
            </dd>
            <dt>
              <FormattedMessage id="office.messages.state" />
            </dt>
            <dd>
              <MailBecame row={last.mail} />
            </dd>
            <dt>
              <FormattedMessage id="office.messages.template" />
            </dt>
            <dd>
              {last.mail.templateId} · {last.mail.language} · {last.mail.templateVersion ?? '–'}
            </dd>
            <dt>
              <FormattedMessage id="office.messages.server-said" />
            </dt>
            <dd>{last.mail.answer ?? '–'}</dd>
          </dl>
          {last.html === null ? null : (
            <HtmlFrame html={last.html} title={intl.formatMessage({ id: 'office.messages.as-page' })} />
          )}
          {last.text === null ? null : <pre className={styles.letter}>{last.text}</pre>}
        </>
      ) : null}
    </Dialog>
  );
}
