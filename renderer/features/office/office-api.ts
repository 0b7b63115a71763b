// What the office screens ask of head office: each answer is checked against the contract at the door.
// The token is added by main; nothing here knows it. A failed request is a value with a code that has words.
import { z } from 'zod';
import {
  cancelLinesResponseSchema,
  channelsResponseSchema,
  errorSchema,
  importRowSchema,
  importsResponseSchema,
  ledgerResponseSchema,
  orderResponseSchema,
  parcelsResponseSchema,
  quarantineResponseSchema,
  quarantineRowSchema,
  retryResponseSchema,
  stockResponseSchema,
  tasksResponseSchema,
} from '../../../shared/contract/http';
import { newCodeResponseSchema, revokeResponseSchema } from '../../../shared/contract/http-stations';
import { channelRequests } from './channels/channel-requests';
import { booksApi } from './books/books-api';
import { countsApi } from './counts/counts-api';
import { demandApi } from './demand/demand-api';
import { figuresApi } from './figures/figures-api';
import { customersApi } from './customers/customers-api';
import { moneyApi } from './payments/money-api';
import { specialApi } from './special/special-api';
import { returnsApi } from './returns/returns-api';
import { taskSchema } from '../../../shared/sync/documents';
import { stationsResponseSchema } from '../../../shared/contract/stations';
import { orderRouteSchema, type RouteOverride, routePageSchema } from '../../../shared/contract/routing';
import {
  manifestRowSchema,
  manifestsResponseSchema,
  ratesResponseSchema,
  shipmentDetailSchema,
  shipmentsResponseSchema,
} from '../../../shared/contract/shipments';
import { quotasResponseSchema, signedOffSchema } from '../../../shared/contract/rights';
import {
  cancelWithdrawnSchema,
  stationWorkSchema,
  type StationWork,
  takeBackResponseSchema,
} from '../../../shared/contract/leases';
import {
  type accessRequestSchema,
  type editPersonRequestSchema,
  type newPersonRequestSchema,
  peopleResponseSchema,
  personChangesResponseSchema,
  personRowSchema,
} from '../../../shared/contract/people';
import { alertsApi } from './alerts/alerts-api';
import { automationApi } from './automation/automation-api';
import { connectionsApi } from './connections/connections-api';
import { floorApi } from './floor/floor-api';
import { fieldsApi } from './fields/fields-api';
import { cartsApi } from './carts/carts-api';
import { mailApi } from './mail/mail-api';
import { moneyPagesApi } from './money/money-pages-api';
import { binsApi } from './bins/bins-api';
import { lotsApi } from './lots/lots-api';
import { transfersApi } from './transfers/transfers-api';
import { purchasesApi } from './purchases/purchases-api';
import { reorderApi } from './reorder/reorder-api';
import { boxesApi } from './boxes/boxes-api';
import { codesApi } from './codes/codes-api';
import { papersApi } from './papers/papers-api';
import { waybillsApi } from './waybills/waybills-api';
import { pickingApi } from './picking/picking-api';
import { workbenchApi } from './workbench/workbench-api';
import { rememberSource } from './list/answer-source';
import { exportApi } from './list/export-api';
import { ordersApi } from './orders/orders-api';
import { photosApi } from './photos/photos-api';

export type OfficeFailure = { code: string; message: string; values: Record<string, string | number> };
export type Answer<T> = { ok: true; value: T } | { ok: false; failure: OfficeFailure };

export type Query = Record<string, string | number | undefined>;

export type OfficeApi = ReturnType<typeof officeApi>;

/** @param origin head office's origin, for example `http://127.0.0.1:4310` */
export function officeApi(origin: string) {
  const get = <S extends z.ZodType>(
    schema: S,
    path: string,
    query: Query = {},
  ): Promise<Answer<z.output<S>>> =>
    ask(schema, new URL(`${path}${search(query)}`, origin), { method: 'GET' }).then((answer) =>
      rememberSource(answer, path, query),
    );
  const post = <S extends z.ZodType>(schema: S, path: string, body: unknown): Promise<Answer<z.output<S>>> =>
    ask(schema, new URL(path, origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const send = <S extends z.ZodType>(
    schema: S,
    path: string,
    query: Query,
    file: File,
  ): Promise<Answer<z.output<S>>> =>
    ask(schema, new URL(`${path}${search(query)}`, origin), {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    });
  return {
    ...mailApi(get, post),
    ...customersApi(get, post),
    ...cartsApi(get, post),
    ...moneyApi(get, post),
    ...specialApi(get, post),
    ...workbenchApi(get, post),
    ...pickingApi(get, post),
    ...floorApi(get, post),
    ...countsApi(get, post),
    ...demandApi(get, post),
    ...alertsApi(get, post),
    ...figuresApi(get, post),
    ...booksApi(get, post),
    ...lotsApi(get, post),
    ...purchasesApi(get, post),
    ...transfersApi(get, post),
    ...reorderApi(get, post),
    ...boxesApi(get, post),
    ...codesApi(get, post),
    ...papersApi(get, post),
    ...waybillsApi(get, post),
    ...photosApi(get, origin),
    ...binsApi(get, post),
    ...moneyPagesApi(get, post),
    ...returnsApi(get, post),
    ...ordersApi(get, post),
    ...exportApi(origin),
    ...automationApi(get, post),
    ...connectionsApi(get, post),
    ...fieldsApi(get, post),
    order: (orderId: string) => get(orderResponseSchema, `/v1/orders/${encodeURIComponent(orderId)}`),
    orderRoute: (orderId: string) => get(routePageSchema, `/v1/orders/${encodeURIComponent(orderId)}/route`),
    routeOrder: (orderId: string, override: RouteOverride | null) =>
      post(orderRouteSchema, `/v1/orders/${encodeURIComponent(orderId)}/route`, { override }),
    cancelLines: (orderId: string, reason: string, lines: { lineNo: number; quantity: number }[]) =>
      post(cancelLinesResponseSchema, `/v1/orders/${encodeURIComponent(orderId)}/cancel-lines`, {
        reason,
        lines,
      }),
    withdrawCancel: (parcelId: string) =>
      post(cancelWithdrawnSchema, `/v1/parcels/${encodeURIComponent(parcelId)}/withdraw-cancel`, {}),
    takeBackParcel: (parcelId: string, fence: number) =>
      post(takeBackResponseSchema, `/v1/parcels/${encodeURIComponent(parcelId)}/take-back`, { fence }),
    takeBackAll: (stationId: string) =>
      post(takeBackResponseSchema, `/v1/stations/${encodeURIComponent(stationId)}/take-back`, {}),
    setStationWork: (stationId: string, work: StationWork) =>
      post(stationWorkSchema, `/v1/stations/${encodeURIComponent(stationId)}/work`, work),
    parcels: (query: Query) => get(parcelsResponseSchema, '/v1/parcels', query),
    stock: (query: Query) => get(stockResponseSchema, '/v1/stock', query),
    ledger: () => get(ledgerResponseSchema, '/v1/ledger'),
    proveLedger: () => post(ledgerResponseSchema, '/v1/ledger/prove', {}),
    stations: () => get(stationsResponseSchema, '/v1/stations'),
    newCode: (warehouseId: string, roles: readonly ('station' | 'office')[], replaces: string | null) =>
      post(newCodeResponseSchema, '/v1/stations/codes', {
        warehouseId,
        roles,
        ...(replaces === null ? {} : { replaces }),
      }),
    tasks: (query: Query) => get(tasksResponseSchema, '/v1/tasks', query),
    finishTask: (taskId: string) => post(taskSchema, `/v1/tasks/${encodeURIComponent(taskId)}/done`, {}),
    revokeStation: (stationId: string) =>
      post(revokeResponseSchema, `/v1/stations/${encodeURIComponent(stationId)}/revoke`, {}),
    quotas: (stationId: string) =>
      get(quotasResponseSchema, `/v1/stations/${encodeURIComponent(stationId)}/quotas`),
    setQuota: (stationId: string, sku: string, units: number) =>
      post(quotasResponseSchema, `/v1/stations/${encodeURIComponent(stationId)}/quotas`, { sku, units }),
    signOff: (stationId: string) =>
      post(signedOffSchema, `/v1/stations/${encodeURIComponent(stationId)}/sign-off`, {}),
    people: () => get(peopleResponseSchema, '/v1/people'),
    addPerson: (person: z.input<typeof newPersonRequestSchema>) =>
      post(personRowSchema, '/v1/people', person),
    editPerson: (personId: string, person: z.input<typeof editPersonRequestSchema>) =>
      post(personRowSchema, `/v1/people/${encodeURIComponent(personId)}`, person),
    setPin: (personId: string, pin: string | null, again: string | null) =>
      post(personRowSchema, `/v1/people/${encodeURIComponent(personId)}/pin`, { pin, again }),
    personChanges: (personId: string) =>
      get(personChangesResponseSchema, `/v1/people/${encodeURIComponent(personId)}/changes`),
    setAccess: (access: z.input<typeof accessRequestSchema>) =>
      post(peopleResponseSchema, '/v1/people/access', access),
    ...channelRequests(get, post, send),
    shipments: (query: Query) => get(shipmentsResponseSchema, '/v1/shipments', query),
    rates: (parcelId: string, by: 'cost' | 'speed') =>
      get(ratesResponseSchema, `/v1/shipments/${encodeURIComponent(parcelId)}/rates`, { by }),
    voidLabel: (parcelId: string) =>
      post(shipmentDetailSchema, `/v1/shipments/${encodeURIComponent(parcelId)}/void`, { reason: 'office' }),
    buyLabel: (parcelId: string) =>
      post(shipmentDetailSchema, `/v1/shipments/${encodeURIComponent(parcelId)}/buy`, {}),
    declareLost: (parcelId: string) =>
      post(shipmentDetailSchema, `/v1/shipments/${encodeURIComponent(parcelId)}/lost`, {}),
    typeNumber: (parcelId: string, trackingNumber: string) =>
      post(shipmentDetailSchema, `/v1/shipments/${encodeURIComponent(parcelId)}/number`, { trackingNumber }),
    manifests: () => get(manifestsResponseSchema, '/v1/manifests', { limit: 10 }),
    openManifest: (warehouseId: string, carrierId: string, day: string) =>
      post(manifestRowSchema, '/v1/manifests', { warehouseId, carrierId, day }),
    closeManifest: (manifestId: string) =>
      post(manifestRowSchema, `/v1/manifests/${encodeURIComponent(manifestId)}/close`, {}),
    /** Where a page of head office is, for a link. */
    pageAt: (path: string) => new URL(path, origin).href,
    channels: () => get(channelsResponseSchema, '/v1/channels'),
    imports: () => get(importsResponseSchema, '/v1/imports'),
    quarantine: (query: Query) => get(quarantineResponseSchema, '/v1/quarantine', query),
    retry: (quarantineId: string, correctedText: string) =>
      post(retryResponseSchema, `/v1/quarantine/${encodeURIComponent(quarantineId)}/retry`, {
        correctedText,
      }),
    drop: (quarantineId: string) =>
      post(quarantineRowSchema, `/v1/quarantine/${encodeURIComponent(quarantineId)}/drop`, {}),
    /** Sends the file as it is; head office reads it while it arrives. */
    importFile: (file: File, channelId: string, format: string) =>
      send(importRowSchema, '/v1/imports', { channelId, format, fileName: file.name }, file),
  };
}

function search(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

async function ask<S extends z.ZodType>(
  schema: S,
  url: URL,
  init: RequestInit,
): Promise<Answer<z.output<S>>> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    return { ok: false, failure: { code: 'head-office-unreachable', message: String(cause), values: {} } };
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const known = errorSchema.safeParse(body);
    if (!known.success) {
      return {
        ok: false,
        failure: {
          code: 'head-office-failed',
          message: response.statusText,
          values: { status: response.status },
        },
      };
    }
    return { ok: false, failure: { ...known.data, values: known.data.values ?? {} } };
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    return {
      ok: false,
      failure: { code: 'head-office-newer', message: z.prettifyError(parsed.error), values: {} },
    };
  }
  return { ok: true, value: parsed.data };
}
