// What a customer said about being written to or called, by purpose and contact: what counts now, and every word before it
// with its day and where it came from.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import { consentPurposes, consentSources, givenUnlessSaid } from '../../../../shared/domain/customer/consent';
import office from '../office.module.css';
import type { PanelProps } from './customer-page';
import styles from './customers.module.css';

export function CustomerConsent({ api, page, run }: PanelProps): ReactNode {
  const intl = useIntl();
  const reached = page.contacts.filter(({ kind }) => kind !== 'channel');
  const [contact, setContact] = useState(reached[0]?.value ?? '');
  const [purpose, setPurpose] = useState<(typeof consentPurposes)[number]>('marketing');
  const [source, setSource] = useState<(typeof consentSources)[number]>('call');
  const [isGiven, setGiven] = useState(true);
  const say = (id: string): string => intl.formatMessage({ id });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const channel = reached.find(({ value }) => value === contact)?.kind === 'phone' ? 'phone' : 'mail';
    void run(api.sayConsent(page.customerId, { channel, contact, purpose, isGiven, source }));
  };
  return (
    <section aria-labelledby="consent">
      <h2 id="consent">
        <FormattedMessage id="office.customers.consent" />
      </h2>
      <div className={office.scroll}>
        <table className={office.grid}>
          <thead>
            <tr>
              <th scope="col">
                <FormattedMessage id="office.customers.contact" />
              </th>
              {consentPurposes.map((each) => (
                <th key={each} scope="col">
                  <FormattedMessage id={`customer.topic.${each}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {reached.map(({ value, shown }) => (
              <tr key={value}>
                <th scope="row">{shown}</th>
                {consentPurposes.map((each) => {
                  const word = page.consent.find((said) => said.contact === value && said.purpose === each);
                  return (
                    <td key={each}>
                      <FormattedMessage
                        id={`office.customers.consent.${(word?.isGiven ?? givenUnlessSaid[each]) ? 'yes' : 'no'}`}
                      />{' '}
                      <small>
                        {word ? (
                          <>
                            <FormattedMessage id={`office.customers.source.${word.source}`} />{' '}
                            <FormattedDate value={word.at} dateStyle="short" />
                          </>
                        ) : (
                          <FormattedMessage id="office.customers.consent.unsaid" />
                        )}
                      </small>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {reached.length > 0 ? (
        <form className={styles.acts} onSubmit={submit}>
          <select
            aria-label={say('office.customers.contact')}
            value={contact}
            onChange={({ target }) => setContact(target.value)}
          >
            {reached.map(({ value, shown }) => (
              <option key={value} value={value}>
                {shown}
              </option>
            ))}
          </select>
          <select
            aria-label={say('office.customers.purpose')}
            value={purpose}
            onChange={({ target }) => setPurpose(target.value as typeof purpose)}
          >
            {consentPurposes.map((each) => (
              <option key={each} value={each}>
                {say(`customer.topic.${each}`)}
              </option>
            ))}
          </select>
          <select
            aria-label={say('office.customers.word')}
            value={isGiven ? 'yes' : 'no'}
            onChange={({ target }) => setGiven(target.value === 'yes')}
          >
            {['yes', 'no'].map((each) => (
              <option key={each} value={each}>
                {say(`office.customers.consent.${each}`)}
              </option>
            ))}
          </select>
          <select
            aria-label={say('office.customers.source')}
            value={source}
            onChange={({ target }) => setSource(target.value as typeof source)}
          >
            {consentSources.map((each) => (
              <option key={each} value={each}>
                {say(`office.customers.source.${each}`)}
              </option>
            ))}
          </select>
          <button type="submit">
            <FormattedMessage id="office.customers.consent-say" />
          </button>
        </form>
      ) : null}
      {page.consent.length > 0 ? (
        <details>
          <summary>
            <FormattedMessage id="office.customers.consent-words" values={{ words: page.consent.length }} />
          </summary>
          <ol className={office.timeline}>
            {page.consent.map((word) => (
              <li key={`${word.contact} ${word.purpose} ${word.at}`}>
                <time dateTime={word.at}>
                  <FormattedDate value={word.at} dateStyle="short" timeStyle="short" />
                </time>{' '}
                {word.contact} · {say(`customer.topic.${word.purpose}`)} ·{' '}
                <strong>{say(`office.customers.consent.${word.isGiven ? 'yes' : 'no'}`)}</strong> ·{' '}
                {say(`office.customers.source.${word.source}`)} {word.by}
              </li>
            ))}
          </ol>
        </details>
      ) : null}
    </section>
  );
}
