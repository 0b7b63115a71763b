// Every station PC runs a program of its own. Only virtual time and the disks are of the world.
import { join } from 'node:path';
import { ownRealms } from '../rigs/own-realms';
import * as virtualTimeModule from './virtual-time';

/** The program of the n-th station PC. */
export const stationRealm = ownRealms<typeof import('./station')>({
  program: join(import.meta.dirname, 'station.ts'),
  shared: { './virtual-time': virtualTimeModule },
});
