// The way to a token: a challenge, its signature, and once the key of a station from before there were keys. Open to
// strangers, so tries are counted by address; a try that turned out well does not count.
import { errorSchema } from '../../shared/contract/http';
import {
  accessSchema,
  challengeRequestSchema,
  challengeResponseSchema,
  newKeyRequestSchema,
  newKeyResponseSchema,
  tokenRequestSchema,
} from '../../shared/contract/http-stations';
import type { App } from '../app';
import type { HeadOffice } from '../head-office';
import { makeChallenge, redeemChallenge, takeKey } from '../services/stations/access-tokens';
import { bearerOf } from './access';
import { tooOften } from './every-route';
import { createRateLimit } from './rate-limit';
import { refuse } from './refused';

/** A warehouse behind one address may start all its benches in one minute. */
const challengesPerMinute = 240;
const wrongProofsPerMinute = 20;

export function stationAccessRoutes(app: App, office: HeadOffice): void {
  const nowMs = (): number => office.now().getTime();
  const challenges = createRateLimit(challengesPerMinute, 60_000, nowMs);
  const proofs = createRateLimit(wrongProofsPerMinute, 60_000, nowMs);

  app.post(
    '/v1/stations/challenge',
    {
      schema: {
        summary: 'Something for a station to sign, once, within a minute',
        body: challengeRequestSchema,
        response: { 200: challengeResponseSchema, '4xx': errorSchema },
      },
    },
    async (request, reply) => {
      if (!challenges.take(request.ip))
        throw tooOften('token-too-often', challenges.stateOf(request.ip), reply);
      return makeChallenge(office, request.body.stationId);
    },
  );

  app.post(
    '/v1/stations/token',
    {
      schema: {
        summary: 'A signed challenge against a token for a quarter of an hour',
        body: tokenRequestSchema,
        response: { 200: accessSchema, '4xx': errorSchema },
      },
    },
    async (request, reply) => {
      if (!proofs.take(request.ip)) throw tooOften('token-too-often', proofs.stateOf(request.ip), reply);
      const answer = await redeemChallenge(office, request.body);
      if (!answer.ok) throw refuse(answer.refusal);
      proofs.giveBack(request.ip);
      return answer.value;
    },
  );

  app.post(
    '/v1/stations/key',
    {
      schema: {
        summary: 'The lasting token of an older station, as bearer, against the place of its key',
        body: newKeyRequestSchema,
        response: { 200: newKeyResponseSchema, '4xx': errorSchema },
      },
    },
    async (request, reply) => {
      if (!proofs.take(request.ip)) throw tooOften('token-too-often', proofs.stateOf(request.ip), reply);
      const token = bearerOf(request);
      if (token === undefined) throw refuse('token-missing');
      const answer = await takeKey(office, token, request.body);
      if (!answer.ok) throw refuse(answer.refusal);
      proofs.giveBack(request.ip);
      return answer.value;
    },
  );
}
