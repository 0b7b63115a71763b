// What one costs that head office has told no price of: the operator says it, and the sale notes that it was said here.
import { type FormEvent, type ReactNode, useState } from 'react';
import { mostUnitPriceMinor, type PricedLine } from '../../../shared/domain/stock/counter-sale';
import { readAmount } from '../../../shared/money/spoken-amount';
import { useText } from '../../app/locale';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import type { PackingSession } from '../packing/session';
import styles from './counter.module.css';

export function PriceForm({
  line,
  currency,
  session,
}: {
  line: PricedLine;
  currency: string;
  session: Pick<PackingSession, 'sayPrice'>;
}): ReactNode {
  const say = useText();
  const [text, setText] = useState('');
  const read = readAmount(text, currency);
  const isPrice = read !== null && read >= 0 && read <= mostUnitPriceMinor;
  const take = (event: FormEvent): void => {
    event.preventDefault();
    if (isPrice && text.trim() !== '') session.sayPrice(line.sku, read);
  };
  return (
    <form className={styles.form} onSubmit={take} noValidate aria-label={say('counter.price')}>
      <Field
        label={say('counter.price.of', { name: line.name, currency })}
        value={text}
        maxLength={15}
        inputMode="decimal"
        problem={text.trim() === '' || isPrice ? null : say('counter.received.wrong')}
        onChange={setText}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- nothing can be sold before it is said
        autoFocus
      />
      <Button kind="main" type="submit" isDisabled={text.trim() === '' || !isPrice} keyHint="Enter">
        {say('counter.price.take')}
      </Button>
    </form>
  );
}
