// What the office writes into a customer's file by hand: mails, phones and addresses, and taking each of it back.
import {
  customerParamsSchema,
  customerResponseSchema,
  editParamsSchema,
  putAddressSchema,
  putContactSchema,
  removeAddressSchema,
  removeContactSchema,
} from '../../shared/contract/customers';
import { errorSchema } from '../../shared/contract/http';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import type { FileBy } from '../services/customers/change-file';
import { putAddress, putContact, removeAddress, removeContact } from '../services/customers/edit-file';
import { undoEdit } from '../services/customers/undo-edit';
import { only, stationOf } from './access';
import { customerDesk } from './customer-desk';

export function customerEditRoutes(app: App, office: HeadOffice): void {
  const { newId } = office;
  const role = only(office, 'office');
  const { at, changed } = customerDesk(office);
  const page = { 200: customerResponseSchema, '4xx': errorSchema };
  const byOf = (request: Parameters<typeof stationOf>[0]): FileBy => ({
    at: at(),
    by: stationOf(request).name,
    newId,
  });

  app.post(
    '/v1/customers/:customerId/contacts',
    {
      onRequest: role,
      schema: {
        summary: 'Adds a mail or a phone, or puts one in the place of another',
        params: customerParamsSchema,
        body: putContactSchema,
        response: page,
      },
    },
    (request) =>
      changed(request.params.customerId, (db, rootId, countryCode) =>
        putContact(db, rootId, countryCode, request.body, byOf(request)),
      ),
  );

  app.post(
    '/v1/customers/:customerId/contacts/remove',
    {
      onRequest: role,
      schema: {
        summary: 'Takes a mail or a phone out; later orders are not known by it',
        params: customerParamsSchema,
        body: removeContactSchema,
        response: page,
      },
    },
    (request) =>
      changed(request.params.customerId, (db, rootId) =>
        removeContact(db, rootId, request.body, byOf(request)),
      ),
  );

  app.post(
    '/v1/customers/:customerId/addresses',
    {
      onRequest: role,
      schema: {
        summary: 'Adds an address, or puts one in the place of another; orders that are there keep theirs',
        params: customerParamsSchema,
        body: putAddressSchema,
        response: page,
      },
    },
    (request) =>
      changed(request.params.customerId, (db, rootId) => putAddress(db, rootId, request.body, byOf(request))),
  );

  app.post(
    '/v1/customers/:customerId/addresses/remove',
    {
      onRequest: role,
      schema: {
        summary: 'Takes an address out',
        params: customerParamsSchema,
        body: removeAddressSchema,
        response: page,
      },
    },
    (request) =>
      changed(request.params.customerId, (db, rootId) =>
        removeAddress(db, rootId, request.body, byOf(request)),
      ),
  );

  app.post(
    '/v1/customers/:customerId/edits/:actId/undo',
    {
      onRequest: role,
      schema: {
        summary: 'Undoes one change of a contact or an address, as long as nothing was built upon it',
        params: editParamsSchema,
        response: page,
      },
    },
    (request) =>
      changed(request.params.customerId, (db, rootId) =>
        undoEdit(db, rootId, request.params.actId, byOf(request)),
      ),
  );
}
