// What a bookkeeper decides about the official waybills of one warehouse.
import { type FormEvent, type ReactNode, useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { WaybillSite } from '../../../../shared/contract/waybills';
import { waybillFallbacks } from '../../../../shared/domain/waybill/parcel-waybill';
import type { WaybillRules, WaybillTransmitterKind } from '../../../../shared/domain/waybill/waybill-rules';
import styles from './waybills.module.css';

const senderFields = [
  ['name', 120, undefined],
  ['taxNumber', 11, '[0-9]{10,11}'],
  ['taxOffice', 60, undefined],
  ['street', 120, undefined],
  ['district', 60, undefined],
  ['city', 60, undefined],
  ['postcode', 5, '[0-9]{5}'],
] as const;

const undecided: WaybillRules = {
  isOn: true,
  fallback: 'block',
  transmitter: 'by-hand',
  series: 'IRS',
  carriers: [],
  sender: { name: '', taxNumber: '', taxOffice: '', street: '', district: '', city: '', postcode: '' },
};

/** `PTT 1234567890, ARAS 0987654321`: the code of a carrier and what the authority knows it as. */
const carriersPattern = '\\s*([^,\\s]{1,40}\\s+[0-9]{10,11}\\s*(,\\s*|$))*';
type CarrierNumber = WaybillRules['carriers'][number];

function carrierText({ carrierId, taxNumber }: CarrierNumber): string {
  return `${carrierId} ${taxNumber}`;
}

function readCarriers(text: string): CarrierNumber[] {
  return text.split(',').flatMap((part) => {
    const [carrierId, taxNumber] = part.trim().split(/\s+/);
    return carrierId && taxNumber ? [{ carrierId: carrierId as CarrierNumber['carrierId'], taxNumber }] : [];
  });
}

export function WaybillSiteForm({
  site,
  transmitters,
  onSave,
}: {
  site: WaybillSite;
  transmitters: readonly WaybillTransmitterKind[];
  onSave: (rules: WaybillRules) => void;
}): ReactNode {
  const intl = useIntl();
  const [rules, setRules] = useState(site.rules ?? undecided);
  const [carriers, setCarriers] = useState(rules.carriers.map(carrierText).join(', '));
  const change = (part: Partial<WaybillRules>): void => setRules({ ...rules, ...part });
  return (
    <form
      className={styles.form}
      aria-label={intl.formatMessage({ id: 'office.waybills.decide' }, { name: site.name })}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onSave({ ...rules, carriers: readCarriers(carriers) });
      }}
    >
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={rules.isOn}
          onChange={({ target }) => change({ isOn: target.checked })}
        />
        <FormattedMessage id="office.waybills.on" />
      </label>
      <label>
        <FormattedMessage id="office.waybills.fallback" />
        <select
          value={rules.fallback}
          onChange={({ target }) => change({ fallback: target.value as WaybillRules['fallback'] })}
        >
          {waybillFallbacks.map((value) => (
            <option key={value} value={value}>
              {intl.formatMessage({ id: `office.waybills.fallback.${value}` })}
            </option>
          ))}
        </select>
      </label>
      <label>
        <FormattedMessage id="office.waybills.transmitter" />
        <select
          value={rules.transmitter}
          onChange={({ target }) => change({ transmitter: target.value as WaybillTransmitterKind })}
        >
          {transmitters.map((value) => (
            <option key={value} value={value}>
              {intl.formatMessage({ id: `office.waybills.transmitter.${value}` })}
            </option>
          ))}
        </select>
      </label>
      <label>
        <FormattedMessage id="office.waybills.series" />
        <input
          value={rules.series}
          required
          maxLength={3}
          pattern="[A-Z0-9]{3}"
          onChange={({ target }) => change({ series: target.value })}
        />
      </label>
      {senderFields.map(([name, most, pattern]) => (
        <label key={name}>
          <FormattedMessage id={`office.waybills.sender.${name}`} />
          <input
            value={rules.sender[name]}
            required
            maxLength={most}
            pattern={pattern}
            onChange={({ target }) => change({ sender: { ...rules.sender, [name]: target.value } })}
          />
        </label>
      ))}
      <label>
        <FormattedMessage id="office.waybills.carriers" />
        <input
          value={carriers}
          maxLength={1000}
          pattern={carriersPattern}
          onChange={({ target }) => setCarriers(target.value)}
        />
      </label>
      <p className={styles.hint}>
        <FormattedMessage id="office.waybills.note-hint" />
      </p>
      <button type="submit" data-main="true">
        <FormattedMessage id="office.waybills.save" />
      </button>
    </form>
  );
}
