// Photographs in a row, each with what it is of, who took it and when. A file that the station has not sent yet is said to be
// on its way; only what is there is fetched.
import { type ReactNode, useEffect, useState } from 'react';
import { FormattedDate, FormattedMessage } from 'react-intl';
import type { PhotoRow } from '../../../../shared/contract/photos';
import type { OfficeApi } from '../office-api';
import styles from './photo-figures.module.css';

type PhotoFiles = Pick<OfficeApi, 'photo'>;
/** `of` stands under the picture, `alt` for it, `file` is what it is called when it is kept. */
export type PhotoWords = { of: string; alt: string; file: string };

export function PhotoFigures({
  api,
  photos,
  wordsOf,
}: {
  api: PhotoFiles;
  photos: readonly PhotoRow[];
  wordsOf: (photo: PhotoRow) => PhotoWords;
}): ReactNode {
  return (
    <ul className={styles.photos}>
      {photos.map((photo) => (
        <Figure key={`${photo.at} ${photo.hash}`} api={api} photo={photo} words={wordsOf(photo)} />
      ))}
    </ul>
  );
}

function Figure({ api, photo, words }: { api: PhotoFiles; photo: PhotoRow; words: PhotoWords }): ReactNode {
  const { at, person, station, state, hash } = photo;
  const url = usePicture(api, state === 'stored' ? hash : null);
  return (
    <li>
      <figure>
        {url ? (
          <a href={url} target="_blank" rel="noreferrer" download={`${words.file}.jpg`}>
            <img src={url} alt={words.alt} />
          </a>
        ) : (
          <p>
            <FormattedMessage id={`office.photos.${state}`} />
          </p>
        )}
        <figcaption>
          {words.of} {person ?? '–'}, {station ?? '–'},{' '}
          <FormattedDate value={at} dateStyle="medium" timeStyle="short" />
        </figcaption>
      </figure>
    </li>
  );
}

/** An address of the file for as long as it is shown. */
function usePicture(api: PhotoFiles, hash: string | null): string | null {
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
