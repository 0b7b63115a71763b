// Fields of lists whose values are names of the project, and where the words for them are in shared/text. A field that is
// not here is exported as it is.
export const valueWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/v1/orders': {
    status: 'order.status',
    holds: 'hold.reason',
    priority: 'order.priority',
    payments: 'order.payment',
  },
  '/v1/parcels': { state: 'parcel.state' },
  '/v1/mails': { state: 'mail.state', kind: 'mail.kind' },
  '/v1/alerts': { kind: 'alert.kind', state: 'alert.state' },
  '/v1/tasks': { kind: 'office.tasks.kind' },
  '/v1/bulk/:runId/orders': { state: 'office.bulk.item' },
};
