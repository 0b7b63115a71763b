// Requests about photographs: a station sends a file in parts, by the hash of the whole; the office looks at it.
import { z } from 'zod';
import { mostPhotoBytes, photoHashSchema, photoSubjectSchema } from '../domain/photo/photo';

/** The most of a file in one request. */
export const mostPartBytes = 64 * 1024;
export const photoParamsSchema = z.strictObject({ hash: photoHashSchema });

// GET /v1/photos/:hash/upload: how much of it is there
export const photoUploadSchema = z.object({
  received: z.int().nonnegative(),
  /** The file is there as a whole, and is what its name says. */
  isStored: z.boolean(),
});
export type PhotoUpload = z.infer<typeof photoUploadSchema>;

// POST /v1/photos/:hash/parts: the next part of the file, behind what is there
export const photoPartSchema = z.strictObject({
  size: z.int().min(1).max(mostPhotoBytes),
  offset: z.int().min(0).max(mostPhotoBytes),
  bytes: z
    .base64()
    .min(4)
    .max(Math.ceil(mostPartBytes / 3) * 4),
});

// GET /v1/orders/:orderId/photos and GET /v1/photos?kind=&id=
export const photoListQuerySchema = photoSubjectSchema;
export const photoRowSchema = z.object({
  subject: photoSubjectSchema,
  /** Null: somebody went on without a photograph. */
  hash: photoHashSchema.nullable(),
  /** awaited: the station has not sent it yet. gone: older than it is kept. */
  state: z.enum(['stored', 'awaited', 'gone', 'without']),
  at: z.iso.datetime(),
  person: z.string().nullable(),
  station: z.string().nullable(),
});
export type PhotoRow = z.infer<typeof photoRowSchema>;
export const photosSchema = z.object({ photos: z.array(photoRowSchema).max(500) });
export type Photos = z.infer<typeof photosSchema>;
