// Tags and fields of a product, looked for by its SKU.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import office from '../office.module.css';
import type { OfficeApi } from '../office-api';
import { OwnerMarks } from './owner-marks';

export function ProductMarks({ api }: { api: OfficeApi }): ReactNode {
  const [written, setWritten] = useState('');
  const [sku, setSku] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setSku(written.trim());
  };
  return (
    <section aria-labelledby="product-marks">
      <h2 id="product-marks">
        <FormattedMessage id="office.fields.of-product" />
      </h2>
      <form className={office.filters} onSubmit={submit}>
        <label>
          <FormattedMessage id="office.stock.sku" />{' '}
          <input
            value={written}
            maxLength={64}
            required
            onChange={({ target }) => setWritten(target.value)}
          />
        </label>
        <button type="submit">
          <FormattedMessage id="office.fields.show" />
        </button>
      </form>
      {sku === '' ? null : <OwnerMarks key={sku} api={api} owner="product" ownerId={sku} />}
    </section>
  );
}
