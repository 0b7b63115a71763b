// What the pages of transfers between sites ask of head office.
import { proposalsSchema } from '../../../../shared/contract/reorder';
import {
  type TakeTransfers,
  type TransferContent,
  transferPageSchema,
  transfersResponseSchema,
} from '../../../../shared/contract/transfers';
import type { Get, Post } from '../mail/mail-api';
import type { Query } from '../office-api';

const of = encodeURIComponent;

export type TransferAct = 'release' | 'cancel' | 'close' | 'reopen';

export function transfersApi(get: Get, post: Post) {
  return {
    transfers: (query: Query) => get(transfersResponseSchema, '/v1/transfers', query),
    transfer: (transferId: string) => get(transferPageSchema, `/v1/transfers/${of(transferId)}`),
    saveTransfer: (transferId: string, content: TransferContent) =>
      post(transferPageSchema, `/v1/transfers/${of(transferId)}`, content),
    tellTransfer: (transferId: string, act: TransferAct) =>
      post(transferPageSchema, `/v1/transfers/${of(transferId)}/${act}`, {}),
    expectTransfer: (transferId: string, dueOn: string) =>
      post(transferPageSchema, `/v1/transfers/${of(transferId)}/expect`, { dueOn }),
    takeTransfers: (request: TakeTransfers) =>
      post(transferPageSchema, '/v1/transfer-proposals/take', request),
    undoTransfers: (transferId: string) =>
      post(proposalsSchema, `/v1/transfer-proposals/${of(transferId)}/undo`, {}),
  };
}
