// Photographs of the open boxes of an order: what packers saw before they sealed them, who took them and when. A file that the
// station has not sent yet is said to be on its way.
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from 'react-intl';
import type { PhotoRow } from '../../../../shared/contract/photos';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';
import styles from './orders.module.css';

export type PhotosApi = Pick<OfficeApi, 'orderPhotos' | 'photo'>;

const askEveryMs = 15_000;

export function OrderPhotos({
  api,
  orderId,
  boxes,
}: {
  api: PhotosApi;
  orderId: string;
  boxes: readonly { parcelId: string; boxNumber: number }[];
}): ReactNode {
  const load = useCallback(() => api.orderPhotos(orderId), [api, orderId]);
  const { last } = useAnswer(load, askEveryMs);
  const photos = last?.photos ?? [];
  if (photos.length === 0) return null;
  return (
    <section aria-labelledby="order-photos">
      <h2 id="order-photos">
        <FormattedMessage id="office.photos.title" />
      </h2>
      <ul className={styles.photos}>
        {photos.map((photo) => (
          <Photo
            key={`${photo.at} ${photo.hash}`}
            api={api}
            photo={photo}
            box={boxes.find(({ parcelId }) => parcelId === photo.subject.id)?.boxNumber ?? 0}
          />
        ))}
      </ul>
    </section>
  );
}

function Photo({ api, photo, box }: { api: PhotosApi; photo: PhotoRow; box: number }): ReactNode {
  const intl = useIntl();
  const { at, person, station, state, hash } = photo;
  const url = usePicture(api, state === 'stored' ? hash : null);
  return (
    <li>
      <figure>
        {url ? (
          <a href={url} target="_blank" rel="noreferrer" download={`box-${box}.jpg`}>
            <img src={url} alt={intl.formatMessage({ id: 'office.photos.alt' }, { box })} />
          </a>
        ) : (
          <p>
            <FormattedMessage id={`office.photos.${state}`} />
          </p>
        )}
        <figcaption>
          <FormattedMessage id="office.photos.box" values={{ box }} /> {person ?? '–'}, {station ?? '–'},{' '}
          <FormattedDate value={at} dateStyle="medium" timeStyle="short" />
        </figcaption>
      </figure>
    </li>
  );
}

/** An address of the file for as long as it is shown. */
function usePicture(api: PhotosApi, hash: string | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let isShown = true;
    if (hash !== null)
      void api.photo(hash).then((blob) => {
        if (!isShown || !blob) return;
        made = URL.createObjectURL(blob);
        setUrl(made);
      });
    return () => {
      isShown = false;
      if (made) URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [api, hash]);
  return url;
}
