// Parcels of this bench, sealed last first, with what is so of each: packed here, known at head office, accepted by the
// carrier. Three columns that fill one after the other.
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { factNames } from '../../../shared/domain/parcel/three-facts';
import { DataAge } from '../../app/data-age';
import { useText } from '../../app/locale';
import type { Network } from '../../data/network';
import { EmptyState } from '../../ui/empty-state';
import { StationPage } from '../../ui/station-page';
import { FactMark } from '../../ui/three-facts';
import type { OwnParcels } from './own-parcels';
import styles from './sent.module.css';

const most = 200;

export function OwnParcelsPage({ own, network }: { own: OwnParcels; network: Network }): ReactNode {
  const say = useText();
  const { parcels, loaded } = useStore(own.store);
  const known = parcels.filter(({ facts }) => facts.knownAtHeadOffice.state === 'yes').length;
  const accepted = parcels.filter(({ facts }) => facts.acceptedByCarrier.state === 'yes').length;
  return (
    <StationPage
      title={say('own-parcels.title')}
      count={say('own-parcels.counts', { packed: parcels.length, known, accepted })}
      age={<DataAge network={network} />}
    >
      {parcels.length === 0 ? (
        <EmptyState title={say(loaded ? 'own-parcels.empty' : 'start.opening')} />
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{say('own-parcels.order')}</th>
              {factNames.map((name) => (
                <th key={name} scope="col">
                  {say(`fact.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parcels.slice(0, most).map((parcel) => (
              <tr key={parcel.parcelId} data-order={parcel.orderNumber}>
                <th scope="row">
                  <strong>{parcel.orderNumber}</strong>
                  {parcel.boxNumber > 1 ? ` ${say('packing.box', { number: parcel.boxNumber })}` : ''}{' '}
                  <span className={styles.quiet}>{parcel.carrierName}</span>
                </th>
                {factNames.map((name) => (
                  <td key={name}>
                    <FactMark name={name} fact={parcel.facts[name]} short />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {parcels.length > most ? <p>{say('own-parcels.more', { count: parcels.length - most })}</p> : null}
    </StationPage>
  );
}
