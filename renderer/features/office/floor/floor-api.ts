// What the floor map asks of head office.
import {
  binLabelsSchema,
  type FloorEdit,
  floorFilePreviewSchema,
  floorFileSchema,
  floorMapSchema,
} from '../../../../shared/contract/floor-map';
import type { PrinterProfile } from '../../../../shared/label/printer-profile';
import type { Get, Post } from '../mail/mail-api';

export function floorApi(get: Get, post: Post) {
  const of = (warehouseId: string, rest = ''): string =>
    `/v1/floor/${encodeURIComponent(warehouseId)}/map${rest}`;
  return {
    floorMap: (warehouseId: string) => get(floorMapSchema, of(warehouseId)),
    editFloor: (warehouseId: string, edit: FloorEdit) => post(floorMapSchema, of(warehouseId), edit),
    undoFloor: (warehouseId: string, version: number) =>
      post(floorMapSchema, of(warehouseId, '/undo'), { version }),
    floorFile: (warehouseId: string) => get(floorFileSchema, of(warehouseId, '/file')),
    checkFloorFile: (warehouseId: string, text: string) =>
      post(floorFilePreviewSchema, of(warehouseId, '/file/check'), { text }),
    takeFloorFile: (warehouseId: string, version: number, text: string) =>
      post(floorFilePreviewSchema, of(warehouseId, '/file/take'), { version, text }),
    binLabels: (warehouseId: string, bins: readonly string[], dpi: PrinterProfile['dpi']) =>
      post(binLabelsSchema, of(warehouseId, '/labels'), { bins, dpi }),
  };
}
