// The chart of accounts: names edited in place, accounts added or put out of use, and which account each posting goes to.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { accountKinds, type BookRole, bookRoles } from '../../../../shared/domain/books/account';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { Signed } from '../money/use-signed';
import type { BooksApi } from './books-page';
import styles from './books.module.css';
import { nameIn } from './name-in';

type Row = Extract<Awaited<ReturnType<BooksApi['chart']>>, { ok: true }>['value']['rows'][number];
const fresh: Row = {
  code: '',
  names: { en: '', tr: '' },
  kind: 'expense',
  isActive: true,
  roles: [],
  isUsed: false,
};

export function ChartPart({
  api,
  signed,
  onAccount,
}: {
  api: Pick<BooksApi, 'chart' | 'saveChartAccount' | 'saveBookRole'>;
  signed: Signed;
  onAccount: (code: string) => void;
}): ReactNode {
  const intl = useIntl();
  const { answer, last, askAgain } = useAnswer(api.chart);
  const [edited, setEdited] = useState<Row>(fresh);
  const rows = last?.rows ?? [];
  return (
    <section className={styles.part} aria-labelledby="book-chart">
      <h2 id="book-chart">
        <FormattedMessage id="office.books.view.chart" />
      </h2>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      <AccountForm
        key={edited.code}
        row={edited}
        onSave={(code, account) =>
          signed.ask(
            'office.books.account-save',
            (by) => api.saveChartAccount(code, account, by),
            () => {
              setEdited(fresh);
              askAgain();
            },
          )
        }
      />
      <RoleForm
        rows={rows}
        onSave={(role, code) =>
          signed.ask('office.books.role-save', (by) => api.saveBookRole(role, code, by), askAgain)
        }
      />
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              {(['account', 'kind', 'roles', 'state', 'change'] as const).map((name) => (
                <th key={name} scope="col">
                  <FormattedMessage id={`office.books.${name}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.code}>
                <th scope="row">
                  <button type="button" onClick={() => onAccount(row.code)}>
                    {row.code} {nameIn(row.names, intl.locale)}
                  </button>
                </th>
                <td>
                  <FormattedMessage id={`office.books.kind.${row.kind}`} />
                </td>
                <td>
                  {row.roles
                    .map((role) => intl.formatMessage({ id: `office.books.role.${role}` }))
                    .join(', ')}
                </td>
                <td>
                  <FormattedMessage id={row.isActive ? 'office.books.in-use' : 'office.books.not-in-use'} />
                </td>
                <td>
                  <button
                    type="button"
                    aria-label={intl.formatMessage({ id: 'office.books.change-account' }, { code: row.code })}
                    onClick={() => setEdited(row)}
                  >
                    <FormattedMessage id="office.books.change" />
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function AccountForm({
  row,
  onSave,
}: {
  row: Row;
  onSave: (code: string, account: Pick<Row, 'names' | 'kind' | 'isActive'>) => void;
}): ReactNode {
  const [code, setCode] = useState(row.code);
  const [names, setNames] = useState(row.names);
  const [kind, setKind] = useState(row.kind);
  const [isActive, setActive] = useState(row.isActive);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSave(code.trim(), { names, kind, isActive });
  };
  return (
    <form className={styles.row} onSubmit={submit}>
      <label>
        <FormattedMessage id="office.books.code" />
        <input
          value={code}
          size={10}
          maxLength={20}
          pattern="[0-9A-Z][0-9A-Z.\-]*"
          required
          readOnly={row.code !== ''}
          onChange={({ target }) => setCode(target.value)}
        />
      </label>
      {(['en', 'tr'] as const).map((language) => (
        <label key={language}>
          <FormattedMessage id={`office.books.name.${language}`} />
          <input
            value={names[language]}
            maxLength={120}
            required
            onChange={({ target }) => setNames({ ...names, [language]: target.value })}
          />
        </label>
      ))}
      <label>
        <FormattedMessage id="office.books.kind" />
        <select
          value={kind}
          onChange={({ target }) => setKind(accountKinds.find((each) => each === target.value) ?? kind)}
        >
          {accountKinds.map((each) => (
            <FormattedMessage key={each} id={`office.books.kind.${each}`}>
              {(words) => <option value={each}>{words}</option>}
            </FormattedMessage>
          ))}
        </select>
      </label>
      <label className={styles.check}>
        <input type="checkbox" checked={isActive} onChange={({ target }) => setActive(target.checked)} />
        <FormattedMessage id="office.books.in-use" />
      </label>
      <button type="submit">
        <FormattedMessage id="office.books.account-save" />
      </button>
    </form>
  );
}

function RoleForm({
  rows,
  onSave,
}: {
  rows: readonly Row[];
  onSave: (role: BookRole, code: string) => void;
}): ReactNode {
  const intl = useIntl();
  const [role, setRole] = useState<BookRole>('revenue');
  const [code, setCode] = useState<string | null>(null);
  const now = rows.find(({ roles }) => roles.includes(role))?.code ?? '';
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(role, code ?? now);
      }}
    >
      <label>
        <FormattedMessage id="office.books.postings-of" />
        <select
          value={role}
          onChange={({ target }) => {
            setRole(bookRoles.find((each) => each === target.value) ?? role);
            setCode(null);
          }}
        >
          {bookRoles.map((each) => (
            <option key={each} value={each}>
              {intl.formatMessage({ id: `office.books.role.${each}` })}
            </option>
          ))}
        </select>
      </label>
      <label>
        <FormattedMessage id="office.books.go-to" />
        <select value={code ?? now} onChange={({ target }) => setCode(target.value)}>
          {rows
            .filter(({ isActive }) => isActive)
            .map((row) => (
              <option key={row.code} value={row.code}>
                {row.code} {nameIn(row.names, intl.locale)}
              </option>
            ))}
        </select>
      </label>
      <button type="submit">
        <FormattedMessage id="office.books.role-save" />
      </button>
    </form>
  );
}
