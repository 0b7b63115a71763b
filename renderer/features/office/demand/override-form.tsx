// Another number for some weeks of a product, with what kind of reason, why in words, and who answers for it.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage } from 'react-intl';
import { overrideKinds } from '../../../../shared/contract/demand';
import { AnsweringForm } from '../list/answering';
import styles from './demand.module.css';
import { asked, Field, type KnownProps, ReasonField, WeeksFields, type When } from './known-fields';

export function OverrideForm({ api, page, settle }: KnownProps): ReactNode {
  const [when, setWhen] = useState<When>({ fromWeek: page.forecast?.weeks[0]?.week ?? '', weeks: '4' });
  const [units, setUnits] = useState('');
  const [kind, setKind] = useState<(typeof overrideKinds)[number]>('promotion');
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
  };
  return (
    <>
      <form className={styles.form} aria-labelledby="demand-override" onSubmit={submit}>
        <h3 id="demand-override">
          <FormattedMessage id="office.demand.override" />
        </h3>
        <WeeksFields when={when} setWhen={setWhen} />
        <Field label="units-a-week">
          <input
            type="number"
            required
            min={0}
            max={10_000_000}
            step="any"
            value={units}
            onChange={({ target }) => setUnits(target.value)}
          />
        </Field>
        <Field label="override-kind">
          <select
            value={kind}
            onChange={({ target }) => setKind(overrideKinds.find((each) => each === target.value) ?? 'other')}
          >
            {overrideKinds.map((each) => (
              <option key={each} value={each}>
                <FormattedMessage id={`demand.override-kind.${each}`} />
              </option>
            ))}
          </select>
        </Field>
        <ReasonField reason={reason} setReason={setReason} />
        <button type="submit" data-main disabled={isAsked}>
          <FormattedMessage id="office.demand.override-save" />
        </button>
      </form>
      {isAsked ? (
        <AnsweringForm
          wanted={{
            label: 'office.demand.override-save',
            act: async (by) => {
              const request = { ...asked(when), units: Number(units), kind, reason, by };
              if (!(await settle(api.addOverride(page.sku, request)))) return false;
              setUnits('');
              setReason('');
              return true;
            },
          }}
          onEnd={() => setAsked(false)}
        />
      ) : null}
    </>
  );
}
