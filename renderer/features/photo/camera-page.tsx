// Which camera this bench uses, or none: chosen by its digit, with what it sees beside it. Nothing here needs head office.
import { type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import { useText } from '../../app/locale';
import { StationPage } from '../../ui/station-page';
import { LivePicture } from './photo-panel';
import type { PhotoDesk } from './photo-desk';
import styles from './photo.module.css';

export function CameraPage({ photos, waiting }: { photos: PhotoDesk; waiting: number }): ReactNode {
  const say = useText();
  const { cameras, chosen } = useStore(photos.store);
  useEffect(() => void photos.refresh(), [photos]);
  const isChosen = (deviceId: string | null): boolean =>
    deviceId === null
      ? chosen.kind === 'none'
      : chosen.kind === 'camera'
        ? chosen.deviceId === deviceId
        : chosen.kind === 'any' && cameras[0]?.deviceId === deviceId;
  return (
    <StationPage
      title={say('camera.title')}
      count={say('camera.waiting', { count: waiting })}
      keys={say('camera.keys')}
    >
      <ol className={styles.cameras}>
        <li data-chosen={isChosen(null) ? 'yes' : undefined}>
          <kbd>0</kbd>
          <span>{say('camera.none')}</span>
          <span>{isChosen(null) ? say('camera.chosen') : ''}</span>
        </li>
        {cameras.map(({ deviceId, label }, index) => (
          <li key={deviceId} data-chosen={isChosen(deviceId) ? 'yes' : undefined}>
            <kbd>{index + 1}</kbd>
            <span>{label || say('camera.unnamed', { number: index + 1 })}</span>
            <span>{isChosen(deviceId) ? say('camera.chosen') : ''}</span>
          </li>
        ))}
      </ol>
      {chosen.kind === 'none' ? null : (
        <div className={styles.preview} key={chosen.kind === 'camera' ? chosen.deviceId : 'any'}>
          <LivePicture desk={photos} />
        </div>
      )}
    </StationPage>
  );
}
