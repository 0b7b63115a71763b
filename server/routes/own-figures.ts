// What somebody's own hands did: theirs to see with badge and PIN, and a supervisor's only once they have said so.
import { errorSchema } from '../../shared/contract/http';
import {
  ownFiguresRequestSchema,
  ownFiguresSchema,
  personParamsSchema,
  sharedFiguresSchema,
  shareOwnFiguresSchema,
} from '../../shared/contract/reports';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { isShared, readOwnFigures, shareOwnFigures } from '../services/figures/own-figures';
import { loadPeople } from '../services/people/list-people';
import { only } from './access';
import { mustAnswer } from './must-answer';
import { refuse } from './refused';

const mostDays = 400;
const dayMs = 86_400_000;

export function ownFigureRoutes(app: App, office: HeadOffice): void {
  const anywhere = only(office, 'station', 'office');
  const role = only(office, 'office');
  const refusals = { '4xx': errorSchema };
  const { pool } = office;
  const checked = ({ from, to }: { from: string; to: string }): { from: string; to: string } => {
    if (to < from || Date.parse(to) - Date.parse(from) > mostDays * dayMs)
      throw refuse('request-invalid', {
        field: 'body.to',
        reason: 'not within 400 days after from',
        remedy: 'Send a day from which the first one is at most 400 days away.',
      });
    return { from, to };
  };

  app.post(
    '/v1/figures/own',
    {
      onRequest: anywhere,
      schema: {
        summary: 'What the own hands of whoever answers did, day by day',
        body: ownFiguresRequestSchema,
        response: { 200: ownFiguresSchema, ...refusals },
      },
    },
    async ({ body: { by, ...span } }) => {
      const person = await mustAnswer(office, by, 'figures.own');
      return readOwnFigures(pool, person, checked(span));
    },
  );

  app.post(
    '/v1/figures/own/share',
    {
      onRequest: anywhere,
      schema: {
        summary: 'Whether supervisors may see the own figures of whoever answers',
        body: shareOwnFiguresSchema,
        response: { 200: sharedFiguresSchema, ...refusals },
      },
    },
    async ({ body }) => {
      const { personId } = await mustAnswer(office, body.by, 'figures.own');
      await shareOwnFigures(pool, personId, body.isShared, office.now().toISOString());
      return { isShared: await isShared(pool, personId) };
    },
  );

  app.post(
    '/v1/figures/people/:personId',
    {
      onRequest: role,
      schema: {
        summary: 'What the hands of a person did who has said that a supervisor may see it',
        params: personParamsSchema,
        body: ownFiguresRequestSchema,
        response: { 200: ownFiguresSchema, ...refusals },
      },
    },
    async ({ params: { personId }, body: { by, ...span } }) => {
      const asking = await mustAnswer(office, by, 'figures.of-person');
      const person = (await loadPeople(pool)).find((each) => each.personId === personId);
      if (!person) throw refuse('person-unknown');
      if (asking.personId !== personId && !(await isShared(pool, personId))) throw refuse('figures-private');
      return readOwnFigures(pool, { personId, name: person.name }, checked(span));
    },
  );
}
