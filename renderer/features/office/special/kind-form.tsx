// One kind of special order: its name in both languages, how it is shown, and what it asks of a bench.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import {
  type SpecialKind,
  specialColours,
  specialKindSchema,
  specialSigns,
} from '../../../../shared/domain/special/special-kind';
import { SpecialChip } from '../../../ui/special-chip';
import styles from './special.module.css';

const empty: SpecialKind = {
  kindId: '',
  names: { en: '', tr: '' },
  sign: 'flag',
  colour: 'violet',
  notes: { en: '', tr: '' },
  needsSecond: false,
  mayOverride: false,
  goesFirst: false,
  priority: 5,
  leaveWithinHours: null,
  isOn: true,
};
const flags = ['needsSecond', 'mayOverride', 'goesFirst', 'isOn'] as const;

/** A new kind is called after its English name. */
function idOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40);
}

export function KindForm({
  kind,
  onDone,
  onLeave,
}: {
  /** Null: a new one. */
  kind: SpecialKind | null;
  onDone: (kind: SpecialKind) => void;
  onLeave: () => void;
}): ReactNode {
  const intl = useIntl();
  const [draft, setDraft] = useState(kind ?? empty);
  const [wrong, setWrong] = useState('');
  const words = (id: string): string => intl.formatMessage({ id });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = specialKindSchema.safeParse({ ...draft, kindId: kind?.kindId ?? idOf(draft.names.en) });
    if (read.success) onDone(read.data);
    else setWrong(read.error.issues[0]?.path.join('.') ?? '');
  };
  return (
    <form className={styles.form} aria-label={words('office.special.kind')} onSubmit={submit}>
      {(['en', 'tr'] as const).map((language) => (
        <label key={language}>
          <FormattedMessage id={`office.special.name.${language}`} />
          <input
            value={draft.names[language]}
            required
            maxLength={40}
            onChange={({ target }) =>
              setDraft({ ...draft, names: { ...draft.names, [language]: target.value } })
            }
          />
        </label>
      ))}
      {(['en', 'tr'] as const).map((language) => (
        <label key={language}>
          <FormattedMessage id={`office.special.note.${language}`} />
          <input
            value={draft.notes[language]}
            maxLength={300}
            onChange={({ target }) =>
              setDraft({ ...draft, notes: { ...draft.notes, [language]: target.value } })
            }
          />
        </label>
      ))}
      <label>
        <FormattedMessage id="office.special.sign" />
        <select
          value={draft.sign}
          onChange={({ target }) => setDraft({ ...draft, sign: target.value as SpecialKind['sign'] })}
        >
          {specialSigns.map((sign) => (
            <option key={sign} value={sign}>
              {words(`special.sign.${sign}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <FormattedMessage id="office.special.colour" />
        <select
          value={draft.colour}
          onChange={({ target }) => setDraft({ ...draft, colour: target.value as SpecialKind['colour'] })}
        >
          {specialColours.map((colour) => (
            <option key={colour} value={colour}>
              {words(`special.colour.${colour}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <FormattedMessage id="office.special.priority" />
        <input
          type="number"
          min={1}
          max={9}
          value={draft.priority}
          onChange={({ target }) => setDraft({ ...draft, priority: target.valueAsNumber })}
        />
      </label>
      <label>
        <FormattedMessage id="office.special.leave-within" />
        <input
          type="number"
          min={1}
          max={720}
          value={draft.leaveWithinHours ?? ''}
          onChange={({ target }) =>
            setDraft({ ...draft, leaveWithinHours: target.value === '' ? null : target.valueAsNumber })
          }
        />
      </label>
      {flags.map((flag) => (
        <label key={flag} className={styles.check}>
          <input
            type="checkbox"
            checked={draft[flag]}
            onChange={({ target }) => setDraft({ ...draft, [flag]: target.checked })}
          />
          <FormattedMessage id={`office.special.flag.${flag}`} />
        </label>
      ))}
      {draft.names.en === '' ? null : (
        <p>
          <SpecialChip kind={draft} />
        </p>
      )}
      {wrong === '' ? null : (
        <p role="alert">
          <FormattedMessage id="office.special.wrong" values={{ field: wrong }} />
        </p>
      )}
      <button type="submit">
        <FormattedMessage id="office.special.take-over" />
      </button>
      <button type="button" onClick={onLeave}>
        <FormattedMessage id="office.answering.leave" />
      </button>
    </form>
  );
}
