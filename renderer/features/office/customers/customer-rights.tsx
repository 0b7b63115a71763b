// What a person may ask for: a file of all that is kept of them, and that it goes. What the law keeps is shown with its day.
import { type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { eraseWays, type CustomerPage } from '../../../../shared/contract/customers';
import type { PanelProps } from './customer-page';
import styles from './customers.module.css';
import { saveFile } from './save-file';

export function CustomerRights({ api, page, ask }: PanelProps): ReactNode {
  const intl = useIntl();
  const [how, setHow] = useState<(typeof eraseWays)[number]>('mail');
  const [isErasing, setErasing] = useState(false);
  const exportFile = (): void =>
    ask('office.customers.export', async (by) => {
      const got = await api.exportPerson(page.customerId, by);
      if (got.ok) saveFile(got.value.fileName, got.value.base64);
      return got;
    });
  const { vipByHand } = page;
  return (
    <div className={styles.acts}>
      <label>
        <FormattedMessage id="office.customers.vip" />{' '}
        <select
          value={vipByHand === null ? 'rule' : vipByHand ? 'yes' : 'no'}
          onChange={({ target }) => {
            const isVip = target.value === 'rule' ? null : target.value === 'yes';
            ask('office.customers.vip-set', (by) => api.setVip(page.customerId, isVip, by));
          }}
        >
          {(['rule', 'yes', 'no'] as const).map((each) => (
            <option key={each} value={each}>
              {intl.formatMessage({ id: `office.customers.is.${each}` })}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={exportFile}>
        <FormattedMessage id="office.customers.export" />
      </button>
      {isErasing ? (
        <>
          <label>
            <FormattedMessage id="office.customers.erase-how" />{' '}
            <select value={how} onChange={({ target }) => setHow(target.value as typeof how)}>
              {eraseWays.map((each) => (
                <option key={each} value={each}>
                  {intl.formatMessage({ id: `office.customers.erase-how.${each}` })}
                </option>
              ))}
            </select>
          </label>
          <strong className={styles.warning}>
            <FormattedMessage id="office.customers.erase-warning" />
          </strong>
          <button
            type="button"
            onClick={() =>
              ask('office.customers.erase-now', (by) => api.erasePerson(page.customerId, how, by))
            }
          >
            <FormattedMessage id="office.customers.erase-now" />
          </button>
        </>
      ) : null}
      <button type="button" aria-expanded={isErasing} onClick={() => setErasing(!isErasing)}>
        <FormattedMessage id={isErasing ? 'office.answering.leave' : 'office.customers.erase'} />
      </button>
    </div>
  );
}

export function Erasure({ erasure }: { erasure: NonNullable<CustomerPage['erasure']> }): ReactNode {
  return (
    <section className={styles.erased} aria-labelledby="erased">
      <h2 id="erased">
        <FormattedMessage id="office.customers.erased" />
      </h2>
      <p>
        <FormattedMessage
          id="office.customers.erased-by"
          values={{
            at: <FormattedDate value={erasure.askedAt} dateStyle="long" timeStyle="short" />,
            by: erasure.by,
            how: <FormattedMessage id={`office.customers.erase-how.${erasure.how}`} />,
          }}
        />
      </p>
      {erasure.kept.length > 0 ? (
        <ul>
          {erasure.kept.map(({ what, number, until }) => (
            <li key={`${what} ${number}`}>
              <FormattedMessage
                id={`office.customers.kept.${what}`}
                values={{ number, until: <FormattedDate value={until} dateStyle="long" timeZone="UTC" /> }}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {erasure.endedAt ? (
        <p>
          <FormattedMessage
            id="office.customers.kept-ended"
            values={{ at: <FormattedDate value={erasure.endedAt} dateStyle="long" /> }}
          />
        </p>
      ) : null}
    </section>
  );
}
