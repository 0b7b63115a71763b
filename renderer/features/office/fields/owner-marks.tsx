// Tags and custom fields of a customer or a product.
import { type ReactNode, useCallback, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { type FieldChanges, fieldsOf } from '../../../../shared/domain/field/field';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi, OfficeFailure } from '../office-api';
import styles from '../people/people.module.css';
import { FieldInput } from './field-input';
import type { MarkedOwner } from './fields-api';
import { TagsForm } from './tags-form';

type Props = { api: OfficeApi; owner: MarkedOwner; ownerId: string };

/** Products are priced in any currency: money of theirs is entered in this one. */
const productCurrency = 'EUR';

export function OwnerMarks({ api, owner, ownerId }: Props): ReactNode {
  const load = useCallback(() => api.marks(owner, ownerId), [api, owner, ownerId]);
  const { answer, last, askAgain } = useAnswer(load);
  const defined = useAnswer(api.fields).last;
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [entered, setEntered] = useState<FieldChanges>({});
  const mark = async (marks: Parameters<OfficeApi['mark']>[2]): Promise<boolean> => {
    const got = await api.mark(owner, ownerId, marks);
    setFailure(got.ok ? null : got.failure);
    askAgain();
    return got.ok;
  };
  if (answer && !answer.ok) return <Failure failure={answer.failure} onRetry={askAgain} />;
  if (!last || !defined) return null;
  const fields = fieldsOf(defined.fields, owner);
  return (
    <section aria-labelledby="owner-marks">
      <h2 id="owner-marks">
        <FormattedMessage id="office.fields.title" />
      </h2>
      {failure ? <Failure failure={failure} /> : null}
      <TagsForm tags={last.tags} known={defined.tags} onMark={mark} />
      {fields.length === 0 ? null : (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void mark({ fields: entered }).then((isDone) => isDone && setEntered({}));
          }}
        >
          {fields.map((definition) => (
            <FieldInput
              key={definition.key}
              definition={definition}
              currency={productCurrency}
              value={
                definition.key in entered
                  ? (entered[definition.key] ?? null)
                  : (last.fields[definition.key] ?? null)
              }
              onValue={(value) => setEntered((before) => ({ ...before, [definition.key]: value }))}
            />
          ))}
          <p className={styles.acts}>
            <button type="submit" disabled={Object.keys(entered).length === 0}>
              <FormattedMessage id="office.fields.save" />
            </button>
          </p>
        </form>
      )}
    </section>
  );
}
