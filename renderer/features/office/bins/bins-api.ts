// What the page of bins asks of head office.
import {
  binsSchema,
  describedSchema,
  type DescribeShelves,
  type FaceRequest,
  shelfAnswerSchema,
} from '../../../../shared/contract/shelves';
import type { Get, Post } from '../mail/mail-api';

const of = encodeURIComponent;

export function binsApi(get: Get, post: Post) {
  return {
    bins: (warehouseId: string, text: string) => get(binsSchema, `/v1/shelves/${of(warehouseId)}`, { text }),
    describeBins: (warehouseId: string, said: DescribeShelves) =>
      post(describedSchema, `/v1/shelves/${of(warehouseId)}`, said),
    saveFace: (warehouseId: string, face: FaceRequest) =>
      post(shelfAnswerSchema, `/v1/shelves/${of(warehouseId)}/faces`, face),
  };
}
