// Tags of one thing: put on by writing them, taken off one by one.
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { TagDefinition } from '../../../../shared/domain/tag/tag';
import office from '../office.module.css';
import styles from '../people/people.module.css';
import { TagChip } from './tag-chip';

type Props = {
  /** Keys. */
  tags: readonly string[];
  known: readonly TagDefinition[];
  onMark: (marks: { add?: string[]; remove?: string[] }) => Promise<boolean>;
};

export function TagsForm({ tags, known, onMark }: Props): ReactNode {
  const intl = useIntl();
  const listId = useId();
  const [written, setWritten] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void onMark({ add: [written] }).then((isDone) => isDone && setWritten(''));
  };
  return (
    <>
      <ul className={styles.checks} aria-label={intl.formatMessage({ id: 'office.fields.tags' })}>
        {tags.map((tag) => (
          <li key={tag}>
            <TagChip tag={tag} tags={known}>
              <button
                type="button"
                aria-label={intl.formatMessage({ id: 'office.fields.untag' }, { tag })}
                onClick={() => void onMark({ remove: [tag] })}
              >
                ×
              </button>
            </TagChip>
          </li>
        ))}
      </ul>
      <form className={office.filters} onSubmit={submit}>
        <label>
          <FormattedMessage id="office.fields.new-tag" />{' '}
          <input
            value={written}
            maxLength={60}
            required
            list={listId}
            onChange={({ target }) => setWritten(target.value)}
          />
        </label>
        <datalist id={listId}>
          {known.map(({ key, name }) => (
            <option key={key} value={name}>
              {name}
            </option>
          ))}
        </datalist>
        <button type="submit">
          <FormattedMessage id="office.fields.put-on" />
        </button>
      </form>
    </>
  );
}
