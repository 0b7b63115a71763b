// A custom field: of what, called what, of which kind, needed when, seen by whom.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import {
  type FieldDefinition,
  fieldKinds,
  fieldOwners,
  fieldSteps,
} from '../../../../shared/domain/field/field';
import { AnsweringForm, type Wanted } from '../list/answering';
import { Failure } from '../list/failure';
import type { OfficeApi, OfficeFailure } from '../office-api';
import styles from '../people/people.module.css';

const fresh: FieldDefinition = {
  owner: 'order',
  key: '',
  names: { en: '', tr: '' },
  kind: 'text',
  requiredAt: 'never',
  channels: [],
  shownToPacker: false,
  filterable: false,
  options: [],
  isRetired: false,
};

type Props = { api: OfficeApi; field: FieldDefinition | null; onDone: () => void };

export function FieldForm({ api, field, onDone }: Props): ReactNode {
  const intl = useIntl();
  const [draft, setDraft] = useState(field ?? fresh);
  const [channels, setChannels] = useState(draft.channels.join(', '));
  const [options, setOptions] = useState(
    draft.options.map(({ key, names }) => [key, names.en, names.tr].join(' | ')).join('\n'),
  );
  const [failure, setFailure] = useState<OfficeFailure | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const change = (part: Partial<FieldDefinition>): void => setDraft({ ...draft, ...part });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const whole = {
      ...draft,
      channels: listOf(channels),
      options: draft.kind === 'choice' ? optionsOf(options) : [],
    };
    setWanted({
      label: 'office.fields.save',
      act: async (by) => {
        const got = await api.saveField({ field: whole, by });
        setFailure(got.ok ? null : got.failure);
        if (got.ok) onDone();
        return got.ok;
      },
    });
  };
  const choice = <T extends string>(
    label: string,
    value: T,
    all: readonly T[],
    words: string,
    onPick: (value: T) => void,
    isFixed = false,
  ): ReactNode => (
    <label className={styles.field}>
      <FormattedMessage id={label} />
      <select value={value} disabled={isFixed} onChange={({ target }) => onPick(target.value as T)}>
        {all.map((each) => (
          <option key={each} value={each}>
            {intl.formatMessage({ id: `${words}.${each}` })}
          </option>
        ))}
      </select>
    </label>
  );
  const text = (
    label: string,
    value: string,
    onText: (value: string) => void,
    more: object = {},
  ): ReactNode => (
    <label className={styles.field}>
      <FormattedMessage id={label} />
      <input value={value} maxLength={60} onChange={({ target }) => onText(target.value)} {...more} />
    </label>
  );
  const check = (label: string, name: 'shownToPacker' | 'filterable' | 'isRetired'): ReactNode => (
    <label>
      <input
        type="checkbox"
        checked={draft[name]}
        onChange={({ target }) => change({ [name]: target.checked })}
      />
      <FormattedMessage id={label} />
    </label>
  );
  const isOfOrder = draft.owner === 'order' || draft.owner === 'line';
  return (
    <section className={styles.form}>
      <form className={styles.form} onSubmit={submit}>
        <h2>
          <FormattedMessage id={field ? 'office.fields.change' : 'office.fields.add'} />
        </h2>
        {choice(
          'office.fields.owner',
          draft.owner,
          fieldOwners,
          'office.fields.owner',
          (owner) =>
            change({ owner, ...(owner === 'order' || owner === 'line' ? {} : { requiredAt: 'never' }) }),
          field !== null,
        )}
        {text('office.fields.name-en', draft.names.en, (en) => change({ names: { ...draft.names, en } }), {
          required: true,
        })}
        {text('office.fields.name-tr', draft.names.tr, (tr) => change({ names: { ...draft.names, tr } }), {
          required: true,
        })}
        {text('office.fields.key', draft.key, (key) => change({ key }), {
          required: true,
          maxLength: 40,
          pattern: '[a-z][a-z0-9_]*',
          readOnly: field !== null,
          title: intl.formatMessage({ id: 'office.fields.key-hint' }),
        })}
        {choice(
          'office.fields.kind',
          draft.kind,
          fieldKinds,
          'office.fields.kind',
          (kind) => change({ kind }),
          field !== null,
        )}
        {draft.kind === 'choice' ? (
          <label className={styles.field}>
            <FormattedMessage id="office.fields.options" />
            <textarea
              value={options}
              rows={5}
              cols={48}
              required
              maxLength={30_000}
              onChange={({ target }) => setOptions(target.value)}
            />
            <small>
              <FormattedMessage id="office.fields.options-hint" />
            </small>
          </label>
        ) : null}
        {isOfOrder
          ? choice(
              'office.fields.required',
              draft.requiredAt,
              fieldSteps,
              'office.fields.step',
              (requiredAt) => change({ requiredAt }),
            )
          : null}
        {isOfOrder ? text('office.fields.channels-hint', channels, setChannels, { maxLength: 2_000 }) : null}
        <fieldset className={styles.checks}>
          {check('office.fields.shown-hint', 'shownToPacker')}
          {draft.owner === 'order' ? check('office.fields.filterable-hint', 'filterable') : null}
          {field ? check('office.fields.retired-hint', 'isRetired') : null}
        </fieldset>
        <p className={styles.acts}>
          <button type="submit">
            <FormattedMessage id="office.fields.save" />
          </button>
          <button type="button" onClick={onDone}>
            <FormattedMessage id="office.people.cancel" />
          </button>
        </p>
      </form>
      {failure ? <Failure failure={failure} /> : null}
      {wanted ? <AnsweringForm wanted={wanted} onEnd={() => setWanted(null)} /> : null}
    </section>
  );
}

function listOf(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** One a row: `key | English | Turkish`; what is left out is the key. */
function optionsOf(text: string): FieldDefinition['options'] {
  return text
    .split('\n')
    .map((row) => row.split('|').map((part) => part.trim()))
    .filter(([key = '']) => key !== '')
    .map(([key = '', en = '', tr = '']) => ({ key, names: { en: en || key, tr: tr || en || key } }));
}
