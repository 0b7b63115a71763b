// Fields and tags: what a company adds to what is known of its orders, lines, customers and products.
import { type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { FieldsAnswer } from '../../../../shared/contract/marks';
import type { FieldDefinition } from '../../../../shared/domain/field/field';
import { Failure } from '../list/failure';
import { useAnswer } from '../list/use-answer';
import styles from '../office.module.css';
import type { OfficePageProps } from '../office-place';
import people from '../people/people.module.css';
import { FieldForm } from './field-form';
import { ProductMarks } from './product-marks';
import { TagsPanel } from './tags-panel';

const columns = [
  'owner',
  'name',
  'key',
  'kind',
  'required',
  'channels',
  'shown',
  'filterable',
  'act',
] as const;

export function FieldsPage({ api }: OfficePageProps): ReactNode {
  const { answer, last, askAgain } = useAnswer(api.fields);
  /** `new`, or the field that is changed. */
  const [editing, setEditing] = useState<FieldDefinition | 'new' | null>(null);
  return (
    <section className={styles.page}>
      <h1>
        <FormattedMessage id="office.fields.title" />
      </h1>
      {answer && !answer.ok ? <Failure failure={answer.failure} onRetry={askAgain} /> : null}
      {last && last.fields.length === 0 ? (
        <p className={styles.empty}>
          <FormattedMessage id="office.fields.none" />
        </p>
      ) : null}
      {last && last.fields.length > 0 ? <FieldTable answer={last} onEdit={setEditing} /> : null}
      {editing ? (
        <FieldForm
          key={editing === 'new' ? 'new' : `${editing.owner} ${editing.key}`}
          api={api}
          field={editing === 'new' ? null : editing}
          onDone={() => {
            setEditing(null);
            askAgain();
          }}
        />
      ) : (
        <p className={people.acts}>
          <button type="button" onClick={() => setEditing('new')}>
            <FormattedMessage id="office.fields.add" />
          </button>
        </p>
      )}
      {last ? <TagsPanel api={api} tags={last.tags} onChanged={askAgain} /> : null}
      <ProductMarks api={api} />
    </section>
  );
}

function FieldTable({
  answer: { fields },
  onEdit,
}: {
  answer: FieldsAnswer;
  onEdit: (field: FieldDefinition) => void;
}): ReactNode {
  const intl = useIntl();
  const nameOf = ({ names }: FieldDefinition): string => (intl.locale.startsWith('tr') ? names.tr : names.en);
  const yes = (is: boolean): string => (is ? intl.formatMessage({ id: 'office.fields.yes' }) : '–');
  return (
    <div className={styles.scroll}>
      <table className={styles.grid}>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                <FormattedMessage id={`office.fields.${name}`} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={`${field.owner} ${field.key}`}>
              <td>
                <FormattedMessage id={`office.fields.owner.${field.owner}`} />
              </td>
              <td>
                {nameOf(field)}
                {field.isRetired ? ` (${intl.formatMessage({ id: 'office.fields.retired' })})` : ''}
              </td>
              <td>
                <code>{field.key}</code>
              </td>
              <td>
                <FormattedMessage id={`office.fields.kind.${field.kind}`} />
              </td>
              <td>
                <FormattedMessage id={`office.fields.step.${field.requiredAt}`} />
              </td>
              <td>{field.channels.length === 0 ? '–' : field.channels.join(', ')}</td>
              <td>{yes(field.shownToPacker)}</td>
              <td>{yes(field.filterable)}</td>
              <td>
                <button type="button" onClick={() => onEdit(field)}>
                  <FormattedMessage id="office.fields.edit" values={{ name: nameOf(field) }} />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
