// A pickup list as it is printed for the driver to sign: on screen above the list, on paper alone.
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { FormattedMessage } from 'react-intl';
import {
  type Manifest,
  type ManifestParcel,
  manifestTotals,
} from '../../../../shared/domain/manifest/manifest';
import styles from './manifest-sheet.module.css';

export function ManifestSheet({ manifest, onClose }: { manifest: Manifest; onClose: () => void }): ReactNode {
  const { count, weightGrams } = manifestTotals(manifest);
  const hasWaybills = manifest.parcels.some(({ waybill }) => waybill !== undefined);
  // Beside the application, so that on paper everything else can be left out and the list runs over pages.
  return createPortal(
    <section className={styles.sheet}>
      <p className={styles.acts}>
        <button type="button" onClick={() => window.print()}>
          <FormattedMessage id="manifests.print" />
        </button>
        <button type="button" onClick={onClose}>
          <FormattedMessage id="shipments.rates.close" />
        </button>
      </p>
      <table>
        <caption>
          <FormattedMessage id="manifests.sheet.title" values={{ number: manifest.number }} />
          {`: ${manifest.carrierName}, `}
          <FormattedMessage id="manifests.sheet.parcels" values={{ count, weight: kilograms(weightGrams) }} />
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <FormattedMessage id="shipments.tracking" />
            </th>
            <th scope="col">
              <FormattedMessage id="shipments.order" />
            </th>
            <th scope="col">
              <FormattedMessage id="shipments.carrier" />
            </th>
            {hasWaybills ? (
              <th scope="col">
                <FormattedMessage id="manifests.sheet.waybill" />
              </th>
            ) : null}
            <th scope="col">kg</th>
          </tr>
        </thead>
        <tbody>
          {manifest.parcels.map((parcel) => (
            <tr key={parcel.parcelId}>
              <td>{parcel.trackingNumber}</td>
              <td>{`${parcel.orderNumber}/${parcel.boxNumber}`}</td>
              <td>{`${parcel.serviceName} ${parcel.countryCode}`}</td>
              {hasWaybills ? <td>{waybillOf(parcel)}</td> : null}
              <td>{kilograms(parcel.weightGrams)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.sign}>
        <FormattedMessage id="manifests.sheet.sign" />
      </p>
    </section>,
    document.body,
  );
}

/** Only what was transmitted has a number that counts on the road. */
function waybillOf({ waybill }: ManifestParcel): string {
  return waybill?.state === 'transmitted' && waybill.number !== null ? waybill.number : '–';
}

function kilograms(grams: number): string {
  return (grams / 1000).toFixed(2);
}
