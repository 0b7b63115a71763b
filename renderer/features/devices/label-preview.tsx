// A label as it will lie on the paper, beside what it is.
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { nameOnLabel } from '../../../shared/label/model';
import { useText } from '../../app/locale';
import type { LabelGallery } from './label-gallery';
import styles from './label-preview.module.css';

export function LabelPreview({ gallery }: { gallery: LabelGallery }): ReactNode {
  const say = useText();
  const { shown, at, picture } = useStore(gallery.store);
  if (shown === null) return null;
  const kind = say(`labels.kind.${shown.kind}`);
  return (
    <figure className={styles.preview} data-label-kind={shown.kind}>
      <figcaption>
        <strong>{kind}</strong>
        {at ? ` ${say('labels.at', at)}` : ` ${nameOnLabel(shown.label)}`}
        <p>{say('labels.scan')}</p>
      </figcaption>
      {picture ? (
        <img
          className={styles.paper}
          src={`data:image/bmp;base64,${picture.bmpBase64}`}
          width={picture.widthDots}
          height={picture.heightDots}
          alt={say('labels.picture', { kind })}
        />
      ) : (
        <p aria-live="polite">{say('labels.drawing')}</p>
      )}
    </figure>
  );
}
