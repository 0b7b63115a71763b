// Reports that are kept, sent on time, and saved as files.
import { z } from 'zod';
import { reportFormats, reportScheduleSchema, reportSchema } from '../domain/figures/report';
import { answeringSchema } from './answering';

export const reportParamsSchema = z.strictObject({ reportId: z.uuid() });

export const reportMailStates = ['waiting', 'sent', 'refused', 'failed'] as const;
export const savedReportSchema = z.object({
  reportId: z.uuid(),
  report: reportSchema,
  /** Everybody's, or of this computer alone. */
  shared: z.boolean(),
  schedule: reportScheduleSchema.nullable(),
  /** Who said that it is sent, and when it is the next time; null while it is not. */
  scheduledBy: z.string().max(120).nullable(),
  nextAt: z.iso.datetime().nullable(),
  /** The newest mails of it. */
  mails: z.array(
    z.object({
      dueAt: z.iso.datetime(),
      to: z.string().max(254),
      state: z.enum(reportMailStates),
      answer: z.string().max(1000).nullable(),
    }),
  ),
});
export type SavedReport = z.infer<typeof savedReportSchema>;

// GET /v1/reports
export const savedReportsSchema = z.object({ rows: z.array(savedReportSchema) });

// POST /v1/reports
export const saveReportSchema = z.strictObject({
  /** One that is there is written over. */
  reportId: z.uuid().optional(),
  report: reportSchema,
  shared: z.boolean(),
});

// POST /v1/reports/:reportId/schedule; null: it is sent no more. What leaves the house is answered for by name
export const scheduleReportSchema = z.strictObject({
  schedule: reportScheduleSchema.nullable(),
  by: answeringSchema,
});

// POST /v1/reports/:reportId/remove
export const removeReportSchema = z.strictObject({});

// GET /v1/reports/:reportId/file
export const reportFileQuerySchema = z.strictObject({ format: z.enum(reportFormats) });
export const reportFileSchema = z.object({
  name: z.string().max(200),
  type: z.string().max(100),
  base64: z.string().max(50_000_000),
});

// POST /v1/figures/own: what somebody's own hands did; told to them, and to nobody else until they say so
const day = z.iso.date().max(10);
export const ownFiguresRequestSchema = z.strictObject({ from: day, to: day, by: answeringSchema });
export const ownFiguresSchema = z.object({
  personId: z.string().max(120),
  name: z.string().max(120),
  /** Whether a supervisor may see them. */
  isShared: z.boolean(),
  days: z.array(
    z.object({
      day,
      picks: z.int(),
      unitsPicked: z.int(),
      hoursPicking: z.int(),
      parcels: z.int(),
      unitsPacked: z.int(),
      hoursPacking: z.int(),
    }),
  ),
});
export type OwnFigures = z.infer<typeof ownFiguresSchema>;
// POST /v1/figures/own/share
export const shareOwnFiguresSchema = z.strictObject({ isShared: z.boolean(), by: answeringSchema });
export const sharedFiguresSchema = z.object({ isShared: z.boolean() });
// POST /v1/figures/people/:personId: somebody else's, where they have said so
export const personParamsSchema = z.strictObject({ personId: z.string().min(1).max(120) });
