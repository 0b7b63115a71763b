// How many parcels stand side by side at this bench: chosen by its digit, one to six, with what that means. Nothing here needs
// head office.
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { mostPlaces } from '../../../shared/domain/packing/open-places';
import { useText } from '../../app/locale';
import { StationPage } from '../../ui/station-page';
import type { PlaceSetting } from './place-setting';
import styles from './places.module.css';

export function PlacesPage({ setting }: { setting: PlaceSetting }): ReactNode {
  const say = useText();
  const { count } = useStore(setting.store);
  return (
    <StationPage title={say('places.title')} count={say('places.now', { count })} keys={say('places.keys')}>
      <ol className={styles.choices}>
        {Array.from({ length: mostPlaces }, (_, index) => index + 1).map((places) => (
          <li key={places} data-chosen={places === count ? 'yes' : undefined}>
            <kbd>{places}</kbd>
            <span>{places === 1 ? say('places.one') : say('places.many', { count: places })}</span>
            <span>{places === count ? say('places.chosen') : ''}</span>
          </li>
        ))}
      </ol>
      <p className={styles.how}>{say('places.how')}</p>
    </StationPage>
  );
}
