// Holds: orders that wait for a person, their owners and their release; the address of an order and its check; the rules
// that hold orders.
import {
  addressCheckedSchema,
  assignHoldRequestSchema,
  correctAddressRequestSchema,
  heldOrderSchema,
  holdsQuerySchema,
  holdsResponseSchema,
  placementSettingsResponseSchema,
  putHoldRequestSchema,
  releaseHoldRequestSchema,
  savePlacementSettingsRequestSchema,
} from '../../shared/contract/holds';
import { errorSchema } from '../../shared/contract/http';
import { orderParamsSchema } from '../../shared/contract/payments';
import { companyStream, type OrderId } from '../../shared/domain/ids';
import type { Refusal } from '../../shared/domain/decision';
import type { OrderCommand } from '../../shared/domain/order/order';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import type { Cause } from '../services/changes/change-set';
import { correctAddress, listHolds, tellHeldOrder } from '../services/placement/holds';
import { loadPlacementSettings, savePlacementSettings } from '../services/placement/load-placement';
import type { Answering } from '../services/people/answering-person';
import type { OfficeAct } from '../../shared/domain/people/office-acts';
import { only, stationOf } from './access';
import { refuse, refusedBy } from './refused';

export function holdRoutes(app: App, office: HeadOffice): void {
  const role = only(office, 'office');
  const answer = { 200: heldOrderSchema, '4xx': errorSchema };
  const causeOf = (request: Parameters<typeof stationOf>[0], actor: string | null): Cause => ({
    at: office.now().toISOString(),
    actor,
    stationId: stationOf(request).stationId,
    opId: null,
  });
  const named = async (by: Answering, act: OfficeAct): Promise<string> => {
    const person = await office.people(office.pool, by, act);
    if (!person.ok) throw refusedBy(person.refusal, 403);
    return person.personId;
  };
  const tell = async (orderId: OrderId, cause: Cause, command: OrderCommand) => {
    const told = await office.writer.submit([companyStream], (tx) =>
      tellHeldOrder(tx, orderId, [command], office.newId, cause),
    );
    if (!told.ok) throw refusedOrder(told.refusal);
    office.allocation.nudge();
    return { order: told.order };
  };

  app.get(
    '/v1/holds',
    {
      onRequest: role,
      schema: {
        summary: 'Orders that wait for a person, longest waiting first',
        querystring: holdsQuerySchema,
        response: { 200: holdsResponseSchema, '4xx': errorSchema },
      },
    },
    (request) => listHolds(office.pool, request.query),
  );

  app.post(
    '/v1/orders/:orderId/holds',
    {
      onRequest: role,
      schema: {
        summary: 'Holds an order',
        params: orderParamsSchema,
        body: putHoldRequestSchema,
        response: answer,
      },
    },
    (request) => {
      const cause = causeOf(request, null);
      const { reason, note, owner } = request.body;
      const hold = { reason, note, owner, by: stationOf(request).name.slice(0, 40), at: cause.at };
      return tell(request.params.orderId, cause, { type: 'HoldOrder', hold });
    },
  );

  app.post(
    '/v1/orders/:orderId/holds/release',
    {
      onRequest: role,
      schema: {
        summary: 'Ends a hold, with a reason and the name of who answers for it',
        params: orderParamsSchema,
        body: releaseHoldRequestSchema,
        response: answer,
      },
    },
    async (request) => {
      const { reason, note, by } = request.body;
      const personId = await named(by, 'hold.release');
      const command = { type: 'ReleaseHold', reason, note, by: personId } as const;
      return tell(request.params.orderId, causeOf(request, personId), command);
    },
  );

  app.post(
    '/v1/orders/:orderId/holds/assign',
    {
      onRequest: role,
      schema: {
        summary: 'Says who looks after a hold',
        params: orderParamsSchema,
        body: assignHoldRequestSchema,
        response: answer,
      },
    },
    (request) =>
      tell(request.params.orderId, causeOf(request, null), { type: 'AssignHold', ...request.body }),
  );

  app.post(
    '/v1/orders/:orderId/address',
    {
      onRequest: role,
      schema: {
        summary: 'Corrects where an order goes; a good address ends the hold of a bad one',
        params: orderParamsSchema,
        body: correctAddressRequestSchema,
        response: { 200: addressCheckedSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { orderId } = request.params;
      const cause = causeOf(request, null);
      const corrected = await office.writer.submit([companyStream], (tx) =>
        correctAddress(tx, orderId, request.body.shipTo, office.newId, cause),
      );
      if (!corrected.ok) throw refusedOrder(corrected.refusal);
      office.allocation.nudge();
      return { order: corrected.order, problems: corrected.problems };
    },
  );

  app.get(
    '/v1/placement-settings',
    {
      onRequest: role,
      schema: {
        summary: 'What holds an order when it is placed',
        response: { 200: placementSettingsResponseSchema },
      },
    },
    () => loadPlacementSettings(office.pool),
  );

  app.post(
    '/v1/placement-settings',
    {
      onRequest: role,
      schema: {
        summary: 'Sets what holds an order when it is placed',
        body: savePlacementSettingsRequestSchema,
        response: { 200: placementSettingsResponseSchema, '4xx': errorSchema },
      },
    },
    async (request) => {
      const { by, ...settings } = request.body;
      await named(by, 'settings.money');
      await savePlacementSettings(office.pool, settings);
      return loadPlacementSettings(office.pool);
    },
  );
}

function refusedOrder(refusal: Refusal): Error {
  return refusal.code === 'order-not-placed' ? refuse('order-unknown') : refusedBy(refusal);
}
