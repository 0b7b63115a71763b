// One special order: how it stands, who looks after it, what was said to the customer, and what can be done now.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { SpecialAct } from '../../../../shared/contract/special';
import { specialCodeForPeople } from '../../../../shared/domain/special/special-code';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { SpecialChips } from '../../../ui/special-chip';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import mail from '../mail/messages.module.css';
import office from '../office.module.css';
import type { OfficeApi, OfficeFailure } from '../office-api';
import { CustodyChain } from './custody-chain';
import { RiskWords } from './risk-words';
import styles from './special.module.css';

const askEveryMs = 5_000;

export function SpecialView({
  api,
  orderId,
  onChanged,
  onOrder,
  onClose,
}: {
  api: Pick<OfficeApi, 'orderSpecial' | 'actOnSpecial'>;
  orderId: string;
  onChanged: () => void;
  onOrder: () => void;
  onClose: () => void;
}): ReactNode {
  const intl = useIntl();
  const load = useCallback(() => api.orderSpecial(orderId), [api, orderId]);
  const { answer, last, askAgain } = useAnswer(load, askEveryMs);
  const [owner, setOwner] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const act = async (what: SpecialAct): Promise<void> => {
    const got = await api.actOnSpecial(orderId, what);
    setFailure(got.ok ? null : got.failure);
    if (!got.ok) return;
    if (what.act !== 'take') setText('');
    askAgain();
    onChanged();
  };
  const row = last?.row ?? null;
  const isBlank = text.trim() === '';
  const isOver = row?.state === 'over';
  return (
    <Dialog
      title={intl.formatMessage({ id: 'office.special.one' }, { number: last?.number ?? '' })}
      isOpen
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{intl.formatMessage({ id: 'ui.close' })}</Button>
          <Button onPress={onOrder}>{intl.formatMessage({ id: 'office.special.order' })}</Button>
          <Button isDisabled={isBlank} onPress={() => void act({ act: 'note', text })}>
            {intl.formatMessage({ id: 'office.special.act.note' })}
          </Button>
          <Button isDisabled={isBlank} onPress={() => void act({ act: 'call', text })}>
            {intl.formatMessage({ id: 'office.special.act.call' })}
          </Button>
          <Button
            isDisabled={isBlank || isOver || row?.isRaised === true}
            onPress={() => void act({ act: 'raise', reason: text.slice(0, 300) })}
          >
            {intl.formatMessage({ id: 'office.special.act.raise' })}
          </Button>
        </>
      }
    >
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {failure ? <Failure failure={failure} /> : null}
      {row && last ? (
        <>
          <p className={styles.top}>
            <SpecialChips kinds={row.kinds} /> <code>{specialCodeForPeople(row.code)}</code>
          </p>
          <dl className={office.facts}>
            <dt>
              <FormattedMessage id="office.orders.customer" />
            </dt>
            <dd>{row.customer}</dd>
            <dt>
              <FormattedMessage id="office.special.where" />
            </dt>
            <dd>
              <FormattedMessage id={`special.where.${row.where}`} />
              {row.at ? ` · ${row.at}` : null}
            </dd>
            <dt>
              <FormattedMessage id="office.special.risk" />
            </dt>
            <dd>
              <RiskWords row={row} />
            </dd>
            <dt>
              <FormattedMessage id="office.special.promise" />
            </dt>
            <dd>
              {row.promise ? <FormattedDate value={row.promise} dateStyle="medium" timeZone="UTC" /> : '–'}
            </dd>
            {last.giftMessage ? (
              <>
                <dt>
                  <FormattedMessage id="office.special.gift" />
                </dt>
                <dd>{last.giftMessage}</dd>
              </>
            ) : null}
          </dl>
          <form
            className={mail.inline}
            onSubmit={(event) => {
              event.preventDefault();
              const name = (owner ?? row.owner ?? '').trim();
              void act({ act: 'take', owner: name === '' ? null : name });
            }}
          >
            <label>
              <FormattedMessage id="office.special.owner" />{' '}
              <input
                value={owner ?? row.owner ?? ''}
                maxLength={80}
                onChange={({ target }) => setOwner(target.value)}
              />
            </label>
            <button type="submit" disabled={isOver}>
              <FormattedMessage id="office.special.act.take" />
            </button>
          </form>
          <ol className={mail.notes}>
            {last.calls.map((call, index) => (
              <li key={`${call.at} ${String(index)}`}>
                <small>
                  <FormattedDate value={call.at} dateStyle="short" timeStyle="short" /> ·{' '}
                  <FormattedMessage id={`office.special.act.${call.kind}`} /> · {call.by}
                </small>
                <p>{call.text}</p>
              </li>
            ))}
          </ol>
          <label className={mail.field}>
            <FormattedMessage id="office.special.write" />
            <textarea
              // Who works by keyboard goes on here when an act is done and its button is off.
              data-goes-on
              rows={3}
              maxLength={2000}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          </label>
          <CustodyChain number={last.number} steps={last.custody} />
        </>
      ) : null}
    </Dialog>
  );
}
