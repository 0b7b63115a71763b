// Photographs of goods that came back: of the units of a line, as the bench that judged them saw them, or of the parcel they
// came in.
import { type ReactNode, useCallback } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import type { GoodsReturn } from '../../../../shared/domain/returns/goods-return';
import { shownReturnNumber } from '../../../../shared/domain/returns/return-number';
import { useAnswer } from '../list/use-answer';
import type { OfficeApi } from '../office-api';
import { PhotoFigures } from '../photos/photo-figures';

const askEveryMs = 15_000;

export function ReturnPhotos({
  api,
  found,
}: {
  api: Pick<OfficeApi, 'returnPhotos' | 'photo'>;
  found: Pick<GoodsReturn, 'returnId' | 'number' | 'lines'>;
}): ReactNode {
  const intl = useIntl();
  const { returnId, number, lines } = found;
  const load = useCallback(() => api.returnPhotos(returnId), [api, returnId]);
  const { last } = useAnswer(load, askEveryMs);
  const photos = last?.photos ?? [];
  if (photos.length === 0) return null;
  return (
    <section aria-labelledby="return-photos">
      <h2 id="return-photos">
        <FormattedMessage id="office.photos.of-return" />
      </h2>
      <PhotoFigures
        api={api}
        photos={photos}
        wordsOf={({ hash }) => {
          const line = lines.find(({ seen = [] }) =>
            seen.some((sighting) => sighting.photos.some((photo) => photo === hash)),
          );
          const of = line?.name ?? intl.formatMessage({ id: 'office.photos.return' });
          return {
            of: `${of}:`,
            alt: intl.formatMessage({ id: 'office.photos.alt-goods' }, { of }),
            file: `return-${shownReturnNumber(number).replaceAll(' ', '-')}`,
          };
        }}
      />
    </section>
  );
}
