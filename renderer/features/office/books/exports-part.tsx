// What an accountant takes along: the journal line by line as a file, an invoice or a credit note as UBL; and who sells.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { type UblForm, ublForms } from '../../../../shared/contract/book-exports';
import type { BookCompany } from '../../../../shared/domain/books/company';
import { noVatReasons } from '../../../../shared/domain/books/no-vat';
import { Failure } from '../list/failure';
import { ListExport } from '../list/list-export';
import { useAnswer } from '../list/use-answer';
import type { Signed } from '../money/use-signed';
import type { OfficeFailure } from '../office-api';
import styles from './books.module.css';
import { AccountingFile } from './accounting-file';
import type { BooksApi } from './books-page';
import { type Months, MonthsFields } from './months';

type Api = Pick<BooksApi, 'bookCompany' | 'saveBookCompany' | 'ubl' | 'accountingFile'>;

/** Field of a line and the text key of its heading behind `office.books.`. */
const columns = [
  ['number', 'entry'],
  ['day', 'day'],
  ['kind', 'what'],
  ['account', 'account'],
  ['amountMinor', 'amount'],
  ['baseMinor', 'base'],
  ['reference', 'reference'],
  ['text', 'text'],
  ['party', 'party'],
  ['sku', 'sku'],
  ['quantity', 'units'],
  ['vatCountry', 'vat.country'],
  ['vatPpm', 'vat.percent'],
  ['vatNetMinor', 'net'],
  ['cause', 'cause.event'],
] as const;

export function ExportsPart({
  api,
  months,
  onMonths,
  signed,
}: {
  api: Api;
  months: Months;
  onMonths: (months: Months) => void;
  signed: Signed;
}): ReactNode {
  const intl = useIntl();
  const { answer, last, askAgain } = useAnswer(api.bookCompany);
  return (
    <section className={styles.part} aria-labelledby="books-exports">
      <h2 id="books-exports">
        <FormattedMessage id="office.books.journal-file" />
      </h2>
      <MonthsFields months={months} onMonths={onMonths} />
      <ListExport
        list={{
          source: { path: '/v1/books/journal-lines', query: { ...months } },
          total: 0,
          isTotalLeast: true,
        }}
        columns={columns.map(([field, heading]) => ({
          field,
          heading: intl.formatMessage({ id: `office.books.${heading}` }),
        }))}
        only
      />
      <AccountingFile key={`${months.from} ${months.to}`} api={api} months={months} />
      <h2>
        <FormattedMessage id="office.books.ubl" />
      </h2>
      <UblMaker api={api} />
      <h2>
        <FormattedMessage id="office.books.company" />
      </h2>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last ? (
        <CompanyForm
          key={JSON.stringify(last.company)}
          company={last.company}
          onSave={(company) =>
            signed.ask('office.books.company-save', (by) => api.saveBookCompany(company, by), askAgain)
          }
        />
      ) : null}
    </section>
  );
}

function UblMaker({ api }: { api: Api }): ReactNode {
  const intl = useIntl();
  const [number, setNumber] = useState('');
  const [form, setForm] = useState<UblForm>('en16931');
  const [buyerTaxNumber, setBuyer] = useState('');
  const [buyerVatNumber, setVat] = useState('');
  const [noVat, setNoVat] = useState('');
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [made, setMade] = useState<{ fileName: string; url: string } | null>(null);
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const got = await api.ubl(number.trim(), {
      form,
      ...(form === 'e-fatura' && buyerTaxNumber !== '' ? { buyerTaxNumber } : {}),
      ...(form === 'en16931' && buyerVatNumber !== '' ? { buyerVatNumber } : {}),
      ...(form === 'en16931' && noVat !== '' ? { noVat } : {}),
    });
    setFailure(got.ok ? null : got.failure);
    if (made) URL.revokeObjectURL(made.url);
    setMade(
      got.ok
        ? {
            fileName: got.value.fileName,
            url: URL.createObjectURL(new Blob([got.value.xml], { type: 'application/xml' })),
          }
        : null,
    );
  };
  return (
    <form className={styles.row} onSubmit={(event) => void make(event)}>
      <label>
        <FormattedMessage id="office.books.ubl-number" />
        <input value={number} maxLength={40} required onChange={({ target }) => setNumber(target.value)} />
      </label>
      <label>
        <FormattedMessage id="office.books.ubl-form" />
        <select value={form} onChange={({ target }) => setForm(target.value as UblForm)}>
          {ublForms.map((value) => (
            <option key={value} value={value}>
              {intl.formatMessage({ id: `office.books.ubl-form.${value}` })}
            </option>
          ))}
        </select>
      </label>
      {form === 'e-fatura' ? (
        <label>
          <FormattedMessage id="office.books.ubl-buyer" />
          <input
            value={buyerTaxNumber}
            required
            maxLength={11}
            pattern="[0-9]{10,11}"
            onChange={({ target }) => setBuyer(target.value)}
          />
        </label>
      ) : null}
      {form === 'en16931' ? (
        <>
          <label>
            <FormattedMessage id="office.books.ubl-vat" />
            <input
              value={buyerVatNumber}
              maxLength={16}
              pattern="[A-Z]{2}[0-9A-Z+*]{2,14}"
              onChange={({ target }) => setVat(target.value.replace(/\s/g, '').toUpperCase())}
            />
          </label>
          <label>
            <FormattedMessage id="office.books.ubl-no-vat" />
            <select value={noVat} onChange={({ target }) => setNoVat(target.value)}>
              {['', ...noVatReasons].map((value) => (
                <option key={value} value={value}>
                  {intl.formatMessage({
                    id: `office.books.ubl-no-vat.${value === '' ? 'countries' : value}`,
                  })}
                </option>
              ))}
            </select>
          </label>
        </>
      ) : null}
      <button type="submit">
        <FormattedMessage id="office.books.ubl-make" />
      </button>
      {failure ? <Failure failure={failure} /> : null}
      {made ? (
        <output>
          <a href={made.url} download={made.fileName}>
            <FormattedMessage id="office.books.ubl-made" values={{ fileName: made.fileName }} />
          </a>
        </output>
      ) : null}
    </form>
  );
}

const fields = ['name', 'vatNumber', 'street', 'postcode', 'city', 'countryCode', 'email'] as const;
const turkishFields = ['taxOffice', 'district'] as const;
const nobody: BookCompany = {
  name: '',
  vatNumber: '',
  street: '',
  postcode: '',
  city: '',
  countryCode: '',
  email: '',
};

function CompanyForm({
  company,
  onSave,
}: {
  company: BookCompany | null;
  onSave: (company: BookCompany) => void;
}): ReactNode {
  const [typed, setTyped] = useState(company ?? nobody);
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault();
        onSave({ ...typed, countryCode: typed.countryCode.toUpperCase() });
      }}
    >
      {fields.map((name) => (
        <label key={name}>
          <FormattedMessage id={`office.books.company.${name}`} />
          <input
            type={name === 'email' ? 'email' : 'text'}
            value={typed[name]}
            maxLength={name === 'countryCode' ? 2 : 120}
            required
            onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
          />
        </label>
      ))}
      {typed.countryCode.toUpperCase() === 'TR'
        ? turkishFields.map((name) => (
            <label key={name}>
              <FormattedMessage id={`office.books.company.${name}`} />
              <input
                value={typed[name] ?? ''}
                maxLength={60}
                onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
              />
            </label>
          ))
        : null}
      <button type="submit">
        <FormattedMessage id="office.books.company-save" />
      </button>
    </form>
  );
}
