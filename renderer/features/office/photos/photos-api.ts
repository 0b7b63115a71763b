// What the office asks of photographs: which there are of an order or a return, and one itself.
import { photosSchema } from '../../../../shared/contract/photos';
import type { Get } from '../mail/mail-api';

export function photosApi(get: Get, origin: string) {
  return {
    orderPhotos: (orderId: string) => get(photosSchema, `/v1/orders/${encodeURIComponent(orderId)}/photos`),
    returnPhotos: (returnId: string) =>
      get(photosSchema, `/v1/photos?kind=return&id=${encodeURIComponent(returnId)}`),
    /** Null where it is not there. */
    photo: async (hash: string): Promise<Blob | null> => {
      const answer = await fetch(new URL(`/v1/photos/${hash}`, origin)).catch(() => null);
      return answer?.ok ? answer.blob() : null;
    },
  };
}
