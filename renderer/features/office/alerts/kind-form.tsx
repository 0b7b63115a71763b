// The thresholds of one kind of alert. A number beyond its bounds is not taken, and says which they are.
import { type ReactNode, useId, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { AlertPreview } from '../../../../shared/contract/alerts';
import { type AlertKind, alertRules } from '../../../../shared/domain/alert/alert-kinds';
import { type KindSetting, mostQuietHours } from '../../../../shared/domain/alert/alert-settings';
import type { Contact } from '../../../../shared/domain/alert/contacts';
import styles from './alerts.module.css';

type Bounds = { least: number; most: number };

export function KindForm({
  kind,
  setting,
  contacts,
  preview,
  onChange,
}: {
  kind: AlertKind;
  setting: KindSetting;
  contacts: readonly Contact[];
  preview: AlertPreview['kinds'][number] | null;
  onChange: (setting: KindSetting) => void;
}): ReactNode {
  const intl = useIntl();
  const heading = useId();
  const { step }: { step: Bounds } = alertRules[kind];
  return (
    <fieldset className={styles.kind} aria-labelledby={heading} data-kind={kind}>
      <h2 id={heading}>
        <FormattedMessage id={`alert.kind.${kind}`} />
      </h2>
      <Switch isOn={setting.isOn} onChange={(isOn) => onChange({ ...setting, isOn })} />
      <LimitFields
        kind={kind}
        values={setting.limits}
        onChange={(limits) => onChange({ ...setting, limits })}
      />
      <NumberField
        label={`alert.step.${kind}`}
        value={setting.step}
        bounds={step}
        onChange={(value) => onChange({ ...setting, step: value })}
      />
      <NumberField
        label="office.alerts.quiet-hours"
        value={setting.quietHours}
        bounds={{ least: 0, most: mostQuietHours }}
        onChange={(value) => onChange({ ...setting, quietHours: value })}
      />
      <label>
        <FormattedMessage id="office.alerts.owner-usual" />
        <input
          value={setting.owner ?? ''}
          maxLength={80}
          onChange={({ target }) =>
            onChange({ ...setting, owner: target.value.trim() === '' ? null : target.value })
          }
        />
      </label>
      <label>
        <FormattedMessage id="office.alerts.tell" />
        <select
          value={setting.tell ?? ''}
          onChange={({ target }) => onChange({ ...setting, tell: target.value === '' ? null : target.value })}
        >
          <option value="">{intl.formatMessage({ id: 'office.alerts.tell-nobody' })}</option>
          {namesOf(contacts, setting.tell).map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {preview ? (
        <output data-preview={kind}>
          <FormattedMessage
            id="office.alerts.preview"
            values={{ open: preview.open, opens: preview.opens, clears: preview.clears }}
          />
          {preview.titles.length > 0 ? ` ${preview.titles.join(', ')}` : null}
        </output>
      ) : null}
    </fieldset>
  );
}

/** One that is taken out of the contacts is still named where it was chosen. */
function namesOf(contacts: readonly Contact[], chosen: string | null): string[] {
  const names = contacts.map(({ name }) => name);
  return chosen === null || names.includes(chosen) ? names : [...names, chosen];
}

/** Whether a kind is looked for. */
export function Switch({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }): ReactNode {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
      <FormattedMessage id="office.alerts.on" />
    </label>
  );
}

/** From where on a kind is told, number by number. */
export function LimitFields({
  kind,
  values,
  onChange,
}: {
  kind: AlertKind;
  values: KindSetting['limits'];
  onChange: (values: KindSetting['limits']) => void;
}): ReactNode {
  const { limits }: { limits: Readonly<Record<string, Bounds>> } = alertRules[kind];
  const known: Readonly<Record<string, number>> = values;
  return Object.entries(limits).map(([name, bounds]) => (
    <NumberField
      key={name}
      label={`alert.limit.${kind}.${name}`}
      value={known[name] ?? 0}
      bounds={bounds}
      onChange={(value) => onChange({ ...known, [name]: value } as KindSetting['limits'])}
    />
  ));
}

export function NumberField({
  label,
  value,
  bounds: { least, most },
  onChange,
}: {
  label: string;
  value: number;
  bounds: Bounds;
  onChange: (value: number) => void;
}): ReactNode {
  const intl = useIntl();
  const [text, setText] = useState(String(value));
  const isFit = /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;
  return (
    <label>
      <FormattedMessage id={label} />
      <input
        inputMode="numeric"
        value={text}
        aria-invalid={!isFit}
        title={intl.formatMessage({ id: 'office.alerts.bounds' }, { least, most })}
        onChange={({ target }) => {
          setText(target.value);
          const number = Number(target.value);
          if (/^\d+$/.test(target.value) && number >= least && number <= most) onChange(number);
        }}
      />
      {isFit ? null : (
        <span role="alert">
          <FormattedMessage id="office.alerts.bounds" values={{ least, most }} />
        </span>
      )}
    </label>
  );
}
