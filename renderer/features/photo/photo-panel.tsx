// The one question before the seal: a photograph of the open box. What the camera sees, moving, and the key that takes it.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../app/locale';
import { commands } from '../../input/commands';
import type { PhotoDesk } from './photo-desk';
import styles from './photo.module.css';

export type Watching = Pick<PhotoDesk, 'watch' | 'release'>;

export function PhotoPanel({ desk }: { desk: Watching }): ReactNode {
  const say = useText();
  const key = commands.find(({ id }) => id === 'photo')?.key ?? '';
  return (
    <section className={styles.panel}>
      <h2>{say('photo.title')}</h2>
      <LivePicture desk={desk} />
      <p>{say('photo.how', { key })}</p>
    </section>
  );
}

/** What the camera sees now; says so where there is none. */
export function LivePicture({ desk }: { desk: Watching }): ReactNode {
  const say = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    let isShown = true;
    void desk.watch().then((stream) => {
      if (!isShown) return;
      setMissing(stream === null);
      if (video.current) video.current.srcObject = stream;
    });
    return () => {
      isShown = false;
      desk.release();
    };
  }, [desk]);
  return isMissing ? (
    <p className={styles.missing}>{say('photo.no-camera')}</p>
  ) : (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- it has no sound
    <video ref={video} className={styles.live} muted autoPlay playsInline aria-label={say('photo.live')} />
  );
}
