// Every station PC runs a program of its own. Only virtual time and the disks are of the world.
import { join } from 'node:path';
import { ownRealms } from '../rigs/own-realms';
import * as virtualTimeModule from './virtual-time';

type StationModule = typeof import('./station');

const newRealms = (): ((number: number) => StationModule) =>
  ownRealms<StationModule>({
    program: join(import.meta.dirname, 'station.ts'),
    shared: { './virtual-time': virtualTimeModule },
  });
let realmOf = newRealms();

/** The program of the n-th station PC. */
export function stationRealm(number: number): StationModule {
  return realmOf(number);
}

/** After a schedule that did not end: what is left of its programs would be in the way. */
export function forgetRealms(): void {
  realmOf = newRealms();
}
