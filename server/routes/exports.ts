// Any list as a file. Lists are known by what their routes answer: `rows`, and a `cursor` where they page; a route added
// anywhere is exported without its saying so.
import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { exportRequestSchema } from '../../shared/contract/exports';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { fieldsOfList } from '../services/exports/list-fields';
import { type AskList, type ExportedList, writeExport } from '../services/exports/write-export';
import { only } from './access';
import { refuse, RequestRefused } from './refused';

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
/** The longest page a list may give, tried from the longest. */
const pageSizes = [500, 200, 100, 50];

/** Must be called before the routes are. */
export function watchLists(app: App): ReadonlyMap<string, ExportedList> {
  const lists = new Map<string, ExportedList>();
  app.addHook('onRoute', ({ method, url, schema }) => {
    if (method !== 'GET' || schema?.hide) return;
    const answers = schema?.response as Readonly<Record<string, unknown>> | undefined;
    const fields = fieldsOfList(answers?.['200']);
    if (fields) lists.set(url, { path: url, fields, pageRows: pageRowsOf(schema?.querystring) });
  });
  return lists;
}

function pageRowsOf(query: unknown): number | null {
  if (!(query instanceof z.ZodObject)) return null;
  const limit: unknown = query.shape['limit'];
  if (!(limit instanceof z.ZodType) || query.shape['cursor'] === undefined) return null;
  return pageSizes.find((rows) => limit.safeParse(rows).success) ?? null;
}

export function exportRoutes(app: App, office: HeadOffice, lists: ReadonlyMap<string, ExportedList>): void {
  app.post(
    '/v1/exports',
    {
      onRequest: only(office, 'office'),
      schema: {
        summary: 'Any list as a file, CSV or Excel, with its filter; answers the file itself',
        body: exportRequestSchema,
        response: { 200: z.any(), '4xx': errorSchema },
      },
    },
    async (request, reply) => {
      const asked = request.body;
      const list = listOf(lists, asked.list);
      if (!list) throw refuse('list-unknown', { list: asked.list });
      if (asked.timeZone !== undefined && !isTimeZone(asked.timeZone))
        throw refuse('request-invalid', {
          field: 'body.timeZone',
          reason: 'not a time zone',
          remedy: 'Send one like Europe/Istanbul.',
        });
      const file = await writeExport(list, asked, asking(app, request, asked.list));
      const name = `${list.path.split('/').at(-1) ?? 'list'}-${office.now().toISOString().slice(0, 10)}.${asked.format}`;
      return reply
        .header('content-type', contentTypes[asked.format])
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(Readable.from(file, { objectMode: false }));
    },
  );
}

/** The list's own route answers, to whoever asked for the file. */
function asking(app: App, request: FastifyRequest, path: string): AskList {
  const headers = { authorization: request.headers.authorization ?? '' };
  return async (query) => {
    const answer = await app.inject({ method: 'GET', url: path, query: { ...query }, headers });
    if (answer.statusCode === 200) return answer.json();
    const said = errorSchema.safeParse(answer.json());
    if (!said.success) throw refuse('head-office-failed');
    throw new RequestRefused(answer.statusCode, said.data.code, said.data.values ?? {}, said.data.message);
  };
}

function listOf(lists: ReadonlyMap<string, ExportedList>, path: string): ExportedList | undefined {
  const exact = lists.get(path);
  if (exact) return exact;
  const steps = path.split('/');
  return [...lists.values()].find((list) => {
    const pattern = list.path.split('/');
    return (
      pattern.length === steps.length &&
      pattern.every((step, index) => step === steps[index] || (step.startsWith(':') && steps[index] !== ''))
    );
  });
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
