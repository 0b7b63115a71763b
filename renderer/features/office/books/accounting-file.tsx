// The journal of some months as a file that an accounting package reads.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { type AccountingConnectorName, accountingConnectors } from '../../../../shared/contract/accounting';
import { Failure } from '../list/failure';
import type { OfficeFailure } from '../office-api';
import styles from './books.module.css';
import type { BooksApi } from './books-page';
import type { Months } from './months';

export function AccountingFile({
  api,
  months,
}: {
  api: Pick<BooksApi, 'accountingFile'>;
  months: Months;
}): ReactNode {
  const intl = useIntl();
  const [connector, setConnector] = useState<AccountingConnectorName>('xero');
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [made, setMade] = useState<{ fileName: string; entries: number; url: string } | null>(null);
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setIsBusy(true);
    const got = await api.accountingFile(connector, { ...months });
    setIsBusy(false);
    setFailure(got.ok ? null : got.failure);
    if (made) URL.revokeObjectURL(made.url);
    const url = got.ok ? URL.createObjectURL(new Blob([got.value.text], { type: 'text/csv' })) : '';
    setMade(got.ok ? { fileName: got.value.fileName, entries: got.value.entries, url } : null);
  };
  return (
    <form className={styles.row} aria-busy={isBusy} onSubmit={(event) => void make(event)}>
      <label>
        <FormattedMessage id="office.books.package" />
        <select
          value={connector}
          onChange={({ target }) => setConnector(target.value as AccountingConnectorName)}
        >
          {accountingConnectors.map((name) => (
            <option key={name} value={name}>
              {intl.formatMessage({ id: `office.books.package.${name}` })}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" disabled={isBusy}>
        <FormattedMessage id="office.books.package-make" />
      </button>
      {failure ? <Failure failure={failure} /> : null}
      {made ? (
        <output>
          <a href={made.url} download={made.fileName}>
            <FormattedMessage
              id="office.books.package-made"
              values={{ fileName: made.fileName, entries: made.entries }}
            />
          </a>
        </output>
      ) : null}
    </form>
  );
}
