// Photographs of the open boxes of an order: what packers saw before they sealed them.
import { type ReactNode, useCallback } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';
import { PhotoFigures } from '../photos/photo-figures';

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
  const intl = useIntl();
  const load = useCallback(() => api.orderPhotos(orderId), [api, orderId]);
  const { last } = useAnswer(load, askEveryMs);
  const photos = last?.photos ?? [];
  if (photos.length === 0) return null;
  return (
    <section aria-labelledby="order-photos">
      <h2 id="order-photos">
        <FormattedMessage id="office.photos.title" />
      </h2>
      <PhotoFigures
        api={api}
        photos={photos}
        wordsOf={({ subject }) => {
          const box = boxes.find(({ parcelId }) => parcelId === subject.id)?.boxNumber ?? 0;
          return {
            of: intl.formatMessage({ id: 'office.photos.box' }, { box }),
            alt: intl.formatMessage({ id: 'office.photos.alt' }, { box }),
            file: `box-${box}`,
          };
        }}
      />
    </section>
  );
}
