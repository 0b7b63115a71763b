// How a station proves that it is itself: the very texts it signs, and the questions that turn its key into a token.
// Every text begins with its purpose, so that a signature made for one is worth nothing for another.
// Knows no key and no network: both are ports, because main, the office's commands and tests have different ones.
import type { z } from 'zod';
import type { StationId } from '../domain/ids';
import {
  accessSchema,
  challengeResponseSchema,
  type enrolRequestSchema,
  enrolResponseSchema,
} from './http-stations';

export type Signer = {
  /** As `publicKey` of the contract. */
  publicKey: string;
  /** Signature over the UTF-8 of a text, as `signature` of the contract. */
  sign: (text: string) => string;
};

/** Posts JSON to head office. Rejects only when nobody answers. */
export type PostToHeadOffice = (path: string, body: object) => Promise<{ status: number; body: unknown }>;

export type StationIdentity = {
  stationId: StationId;
  /** Which head office: a signature for another one opens nothing here. */
  audience: string;
};

export type Access = z.infer<typeof accessSchema>;
export type AskedForAccess<T> = { ok: true; value: T } | { ok: false; status: number; body: unknown };

export const enrolProofText = (code: string, publicKey: string): string =>
  ['waybill enrol 1', code, publicKey].join('\n');

export const newKeyProofText = (publicKey: string): string => ['waybill key 1', publicKey].join('\n');

export const tokenProofText = ({ audience, stationId }: StationIdentity, nonce: string): string =>
  ['waybill token 1', audience, stationId, nonce].join('\n');

export type Enrolled = z.infer<typeof enrolResponseSchema>;

/** Body of an enrolment. */
export function enrolmentOf(
  { publicKey, sign }: Signer,
  code: string,
  name: string,
): z.input<typeof enrolRequestSchema> {
  return { code, name, publicKey, proof: sign(enrolProofText(code, publicKey)) };
}

export async function askToEnrol(
  post: PostToHeadOffice,
  signer: Signer,
  code: string,
  name: string,
): Promise<AskedForAccess<Enrolled>> {
  return read(await post('/v1/stations/enrol', enrolmentOf(signer, code, name)), enrolResponseSchema);
}

/** @param post with the lasting token as bearer */
export async function askToTakeKey(
  post: PostToHeadOffice,
  { publicKey, sign }: Signer,
): Promise<AskedForAccess<Enrolled>> {
  const proof = sign(newKeyProofText(publicKey));
  return read(await post('/v1/stations/key', { publicKey, proof }), enrolResponseSchema);
}

export async function askForToken(
  post: PostToHeadOffice,
  signer: Pick<Signer, 'sign'>,
  identity: StationIdentity,
): Promise<AskedForAccess<Access>> {
  const { stationId } = identity;
  const challenge = read(await post('/v1/stations/challenge', { stationId }), challengeResponseSchema);
  if (!challenge.ok) return challenge;
  const { nonce } = challenge.value;
  const signature = signer.sign(tokenProofText(identity, nonce));
  return read(await post('/v1/stations/token', { stationId, nonce, signature }), accessSchema);
}

function read<S extends z.ZodType>(
  { status, body }: { status: number; body: unknown },
  schema: S,
): AskedForAccess<z.output<S>> {
  const parsed = schema.safeParse(body);
  if (status < 200 || status > 299 || !parsed.success) return { ok: false, status, body };
  return { ok: true, value: parsed.data };
}
