// What the picking page and the board ask of head office.
import {
  floorSchema,
  floorsSchema,
  releaseSchema,
  type ReleaseRequest,
  tourPageSchema,
  waveRecoveredSchema,
  type WaveTemplate,
  waveTemplatesSchema,
} from '../../../../shared/contract/floor';
import { boardSchema } from '../../../../shared/contract/floor-board';
import { orderPaperSchema, type TourPaperQuery } from '../../../../shared/contract/papers';
import type { Get, Post } from '../mail/mail-api';

const of = encodeURIComponent;

export function pickingApi(get: Get, post: Post) {
  return {
    floors: () => get(floorsSchema, '/v1/floor'),
    floor: (warehouseId: string) => get(floorSchema, `/v1/floor/${of(warehouseId)}`),
    board: (warehouseId: string) => get(boardSchema, `/v1/floor/${of(warehouseId)}/board`),
    giveTour: (tourId: string, stationId: string) =>
      post(tourPageSchema, `/v1/floor/tours/${of(tourId)}/give`, { stationId }),
    planRelease: (warehouseId: string, wish: ReleaseRequest) =>
      post(releaseSchema, `/v1/floor/${of(warehouseId)}/releases`, wish),
    release: (planId: string) => get(releaseSchema, `/v1/floor/releases/${of(planId)}`),
    stopRelease: (planId: string) => post(releaseSchema, `/v1/floor/releases/${of(planId)}/stop`, {}),
    makeTours: (planId: string) => post(releaseSchema, `/v1/floor/releases/${of(planId)}/release`, {}),
    tour: (tourId: string) => get(tourPageSchema, `/v1/floor/tours/${of(tourId)}`),
    tourPaper: (tourId: string, query: TourPaperQuery) =>
      get(orderPaperSchema, `/v1/floor/tours/${of(tourId)}/paper`, query),
    waveTemplates: (warehouseId: string) => get(waveTemplatesSchema, `/v1/floor/${of(warehouseId)}/waves`),
    saveWaveTemplate: (warehouseId: string, template: WaveTemplate) =>
      post(waveTemplatesSchema, `/v1/floor/${of(warehouseId)}/waves`, template),
    removeWaveTemplate: (warehouseId: string, templateId: string) =>
      post(waveTemplatesSchema, `/v1/floor/${of(warehouseId)}/waves/${of(templateId)}/remove`, {}),
    recoverWave: (waveId: string) => post(waveRecoveredSchema, `/v1/floor/waves/${of(waveId)}/recover`, {}),
    endTour: (tourId: string, act: 'take-back' | 'cancel') =>
      post(tourPageSchema, `/v1/floor/tours/${of(tourId)}/${act}`, {}),
  };
}
