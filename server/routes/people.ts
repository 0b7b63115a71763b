// People: the office keeps the list, sets PINs and says what is asked of whom; the main process of a station fetches what
// it checks PINs against. A page never gets that: a browser names its origin with every such request, and main does not.
import { z } from 'zod';
import { errorSchema } from '../../shared/contract/http';
import {
  accessRequestSchema,
  editPersonRequestSchema,
  newPersonRequestSchema,
  peopleResponseSchema,
  personChangesResponseSchema,
  personRowSchema,
  pinsPath,
  pinsResponseSchema,
  setPinRequestSchema,
} from '../../shared/contract/people';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import {
  addPerson,
  editPerson,
  type PersonAnswer,
  pinsForStation,
  setAccess,
  setPin,
} from '../services/people/change-people';
import { listPeople, listPersonChanges } from '../services/people/list-people';
import { only, stationOf } from './access';
import { refuse } from './refused';

const personParams = z.strictObject({ personId: z.string().min(1).max(40) });

export function peopleRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const personAnswer = { 200: personRowSchema, '4xx': errorSchema };

  app.get(
    '/v1/people',
    {
      onRequest: role,
      schema: { summary: 'People, and what is asked of them', response: { 200: peopleResponseSchema } },
    },
    () => listPeople(office.pool),
  );

  app.post(
    '/v1/people',
    {
      onRequest: role,
      schema: { summary: 'Adds a person', body: newPersonRequestSchema, response: personAnswer },
    },
    async (request) => personOf(await addPerson(office, request.body, stationOf(request))),
  );

  app.post(
    '/v1/people/:personId',
    {
      onRequest: role,
      schema: {
        summary: 'Changes a name, a badge or roles, retires a person or takes one back',
        params: personParams,
        body: editPersonRequestSchema,
        response: personAnswer,
      },
    },
    async (request) =>
      personOf(await editPerson(office, request.params.personId, request.body, stationOf(request))),
  );

  app.post(
    '/v1/people/:personId/pin',
    {
      onRequest: role,
      schema: {
        summary: 'Sets a PIN, given twice, or takes it away',
        params: personParams,
        body: setPinRequestSchema,
        response: personAnswer,
      },
    },
    async (request) =>
      personOf(await setPin(office, request.params.personId, request.body, stationOf(request))),
  );

  app.get(
    '/v1/people/:personId/changes',
    {
      onRequest: role,
      schema: {
        summary: 'What was changed about a person, or as `access` in what is asked of all, newest first',
        params: personParams,
        response: { 200: personChangesResponseSchema },
      },
    },
    (request) => listPersonChanges(office.pool, request.params.personId),
  );

  app.post(
    '/v1/people/access',
    {
      onRequest: role,
      schema: {
        summary: 'For whom a badge is not enough, and how long lists may be old',
        body: accessRequestSchema,
        response: { 200: peopleResponseSchema },
      },
    },
    (request) => setAccess(office, request.body, stationOf(request)),
  );

  app.post(
    pinsPath,
    {
      onRequest: only(office, 'station'),
      schema: {
        summary: 'What a station checks PINs against; for its main process only',
        body: z.strictObject({}),
        response: { 200: pinsResponseSchema, '4xx': errorSchema },
      },
    },
    (request, reply) => {
      if (request.headers.origin !== undefined) throw refuse('not-for-pages');
      reply.header('cache-control', 'no-store');
      return pinsForStation(office.pool, office.now());
    },
  );
}

function personOf(answer: PersonAnswer): z.infer<typeof personRowSchema> {
  if (!answer.ok) throw refuse(answer.refusal);
  return answer.person;
}
