// How the last act failed, and who answers for the one that is wanted now.
import type { ReactNode } from 'react';
import { AnsweringForm } from '../list/answering';
import { Failure } from '../list/failure';
import type { Signed } from './use-signed';

export function Signing({ signed }: { signed: Signed }): ReactNode {
  return (
    <>
      {signed.failure ? <Failure failure={signed.failure} /> : null}
      {signed.wanted ? (
        <AnsweringForm key={signed.wanted.label} wanted={signed.wanted} onEnd={signed.leave} />
      ) : null}
    </>
  );
}
