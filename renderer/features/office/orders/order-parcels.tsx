// The boxes of an order, each with its three facts and their times.
import type { ReactNode } from 'react';
import { FormattedMessage } from 'react-intl';
import { ThreeFactsRow } from '../../../ui/three-facts';
import { Price } from '../list/price';
import styles from '../office.module.css';
import type { OfficeApi } from '../office-api';
import { LabelProofWords } from './label-proof-words';

type Parcels = Extract<Awaited<ReturnType<OfficeApi['order']>>, { ok: true }>['value']['parcels'];

export function OrderParcels({ parcels }: { parcels: Parcels }): ReactNode {
  return (
    <>
      <h2>
        <FormattedMessage id="office.order.parcels" />
      </h2>
      <ul className={styles.parcels}>
        {parcels.map((parcel) => (
          <li key={parcel.parcelId}>
            <p>
              <strong>
                <FormattedMessage id="packing.box" values={{ number: parcel.boxNumber }} />
              </strong>{' '}
              · <FormattedMessage id={`parcel.state.${parcel.state}`} /> ·{' '}
              {[parcel.holderName, parcel.carrierName, parcel.boxId, parcel.sscc].filter(Boolean).join(' · ')}
              {parcel.material ? (
                <>
                  {' · '}
                  <FormattedMessage
                    id="office.order.material"
                    values={{ amount: <Price {...parcel.material} /> }}
                  />
                </>
              ) : null}
            </p>
            <ThreeFactsRow facts={parcel.facts} />
            {parcel.label.state === 'none' ? null : (
              <p>
                <LabelProofWords proof={parcel.label} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
