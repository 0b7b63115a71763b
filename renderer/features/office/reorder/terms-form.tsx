// Terms of a supplier as they are typed: address, currency, times, freight and what one order may be worth.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import type { SupplierPage } from '../../../../shared/contract/reorder';
import demand from '../demand/demand.module.css';
import { Failure } from '../list/failure';
import type { OfficeFailure } from '../office-api';
import { DraftFields, WrongField } from './draft-fields';
import styles from './reorder.module.css';
import { type Draft, draftOf, newTerms, readTerms, termFields } from './supplier-draft';
import type { SuppliersApi } from './suppliers-page';

export function TermsForm({
  api,
  page,
  onSaved,
  onLeave,
}: {
  api: Pick<SuppliersApi, 'saveSupplier'>;
  /** Null for a new one. */
  page: SupplierPage | null;
  onSaved: (page: SupplierPage) => void;
  onLeave: () => void;
}): ReactNode {
  const [supplierId] = useState(() => page?.supplierId ?? crypto.randomUUID());
  const [draft, setDraft] = useState<Draft>(() =>
    page ? draftOf(page.terms, page.terms.currency) : newTerms,
  );
  const [wrong, setWrong] = useState<string | null>(null);
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const read = readTerms(draft);
    setWrong(read.ok ? null : read.field);
    if (!read.ok) return;
    const got = await api.saveSupplier(supplierId, read.value);
    setFailure(got.ok ? null : got.failure);
    if (got.ok) onSaved(got.value);
  };
  return (
    <form className={demand.part} aria-labelledby="supplier-terms" onSubmit={(event) => void submit(event)}>
      <h2 id="supplier-terms">
        <FormattedMessage id={page ? 'office.suppliers.terms' : 'office.suppliers.new'} />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      <WrongField field={wrong} />
      <div className={styles.fields}>
        <DraftFields
          fields={termFields}
          draft={draft}
          fixed={page ? ['name', 'currency'] : []}
          onChange={setDraft}
        />
        <label className={demand.field}>
          <FormattedMessage id="office.suppliers.field.language" />
          <select
            value={draft['language'] ?? 'en'}
            onChange={({ target }) => setDraft({ ...draft, language: target.value })}
          >
            {['en', 'tr'].map((language) => (
              <option key={language} value={language}>
                {language.toUpperCase()}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p className={demand.row}>
        <button type="submit" data-main>
          <FormattedMessage id="office.suppliers.save" />
        </button>
        {page ? null : (
          <button type="button" onClick={onLeave}>
            <FormattedMessage id="office.suppliers.leave" />
          </button>
        )}
      </p>
    </form>
  );
}
