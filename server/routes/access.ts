// Who may ask what: a bearer token names a station, and its roles open routes. Nothing a request says about itself counts.
import type { FastifyRequest } from 'fastify';
import type { ApiScope } from '../../shared/domain/api-key/scopes';
import type { HeadOffice } from '../head-office';
import type { StationRole } from '../services/stations/enrol';
import type { KnownStation } from '../services/stations/tokens';
import { refuse } from './refused';

const stations = new WeakMap<FastifyRequest, KnownStation>();
const scopesOfHandlers = new WeakMap<object, ApiScope>();
const rolesOfHandlers = new WeakMap<object, readonly StationRole[]>();

/** For a route's `onRequest`: refuses before the body is read. */
export function only(
  office: Pick<HeadOffice, 'tokens'>,
  ...roles: readonly StationRole[]
): (request: FastifyRequest) => Promise<void> {
  const handler = async (request: FastifyRequest): Promise<void> => {
    const token = bearerOf(request);
    if (token === undefined) throw refuse('token-missing');
    const station = await office.tokens.stationOf(token);
    if (!station) throw refuse('token-refused');
    if (!roles.some((role) => station.roles.includes(role))) throw refuse('role-missing');
    stations.set(request, station);
  };
  rolesOfHandlers.set(handler, roles);
  return handler;
}

/** The roles a handler made by `only` asks for; null for any other. */
export function rolesFor(handler: object): readonly StationRole[] | null {
  return rolesOfHandlers.get(handler) ?? null;
}

/** A handler that opens for stations with roles, and for keys with a scope besides, says so for the contract. */
export function opensFor(handler: object, roles: readonly StationRole[], scope: ApiScope): void {
  rolesOfHandlers.set(handler, roles);
  scopesOfHandlers.set(handler, scope);
}

/** The scope that opens a handler for keys of the API; null for any other. */
export function scopeFor(handler: object): ApiScope | null {
  return scopesOfHandlers.get(handler) ?? null;
}

/** The station of a request, where one had to say who it is. */
export function knownStation(request: FastifyRequest): KnownStation | null {
  return stations.get(request) ?? null;
}

/** The token a request came with, whatever it is worth. */
export function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer (\S{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
}

/** The station of a request that `only` let through. */
export function stationOf(request: FastifyRequest): KnownStation {
  const station = stations.get(request);
  if (!station) throw new Error('a route without `only` asked for the station');
  return station;
}
