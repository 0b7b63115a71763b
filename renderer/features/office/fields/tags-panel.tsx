// Tags with their names and colours; new ones are added here, or come by themselves with whoever writes one.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { type TagColour, tagColours, type TagDefinition } from '../../../../shared/domain/tag/tag';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import type { OfficeApi, OfficeFailure } from '../office-api';
import styles from '../people/people.module.css';
import { TagChip } from './tag-chip';

type Props = { api: OfficeApi; tags: readonly TagDefinition[]; onChanged: () => void };

export function TagsPanel({ api, tags, onChanged }: Props): ReactNode {
  const intl = useIntl();
  const [name, setName] = useState('');
  const [colour, setColour] = useState<TagColour>('grey');
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setWanted({
      label: 'office.fields.save',
      act: async (by) => {
        const got = await api.saveTag({ name: name.trim(), colour, by });
        setFailure(got.ok ? null : got.failure);
        if (got.ok) setName('');
        onChanged();
        return got.ok;
      },
    });
  };
  return (
    <section aria-labelledby="tags">
      <h2 id="tags">
        <FormattedMessage id="office.fields.tags" />
      </h2>
      {tags.length === 0 ? (
        <p>
          <FormattedMessage id="office.fields.no-tags" />
        </p>
      ) : (
        <ul className={styles.checks} aria-labelledby="tags">
          {tags.map((tag) => (
            <li key={tag.key}>
              <TagChip tag={tag.key} tags={tags}>
                <button
                  type="button"
                  aria-label={intl.formatMessage({ id: 'office.fields.edit' }, { name: tag.name })}
                  onClick={() => {
                    setName(tag.name);
                    setColour(tag.colour);
                  }}
                >
                  ✎
                </button>
              </TagChip>
            </li>
          ))}
        </ul>
      )}
      <form className={styles.form} onSubmit={submit}>
        <label className={styles.field}>
          <FormattedMessage id="office.fields.tag-name" />
          <input value={name} maxLength={60} required onChange={({ target }) => setName(target.value)} />
        </label>
        <label className={styles.field}>
          <FormattedMessage id="office.fields.colour" />
          <select value={colour} onChange={({ target }) => setColour(target.value as TagColour)}>
            {tagColours.map((each) => (
              <option key={each} value={each}>
                {intl.formatMessage({ id: `office.fields.colour.${each}` })}
              </option>
            ))}
          </select>
        </label>
        <p className={styles.acts}>
          <button type="submit">
            <FormattedMessage id="office.fields.save-tag" />
          </button>
        </p>
      </form>
      {failure ? <Failure failure={failure} /> : null}
      {wanted ? <AnsweringForm wanted={wanted} onEnd={() => setWanted(null)} /> : null}
    </section>
  );
}
