// The moments before a bench is open: opening, and why not. What can be put right without a person is put right: a store
// that cannot be read is kept aside and built anew, a full disk is looked at again until there is room.
import { type ReactNode, useEffect } from 'react';
import { type IntlShape, useIntl } from 'react-intl';
import { failureSchema, type WaybillBridge } from '../../shared/contract/window';
import { StoreFailure } from '../data/store-failure';
import styles from './app.module.css';
import { type Say, useText } from './locale';

/** What stands between this computer and an open bench. */
export type OpeningTrouble =
  | { kind: 'newer' }
  | { kind: 'full' }
  | { kind: 'rebuilding' }
  /** Main or its disk, by code (`error.CODE`). */
  | { kind: 'main'; code: string }
  | { kind: 'bug' };

const retryMs = 5_000;

/** Decides what to do about a station that did not open. Asks main to keep a broken store aside; then resolves to `rebuilding`. */
export async function troubleOf(
  cause: unknown,
  bridge: Pick<WaybillBridge, 'request'>,
): Promise<OpeningTrouble> {
  const failure = failureSchema.safeParse(cause);
  if (failure.success) return { kind: 'main', code: failure.data.code };
  const { trouble } = cause instanceof StoreFailure ? cause : StoreFailure.of(cause);
  switch (trouble) {
    case 'newer':
    case 'full':
      return { kind: trouble };
    case 'unreadable':
    case 'silent': {
      // A bug of ours is no broken file: only what the store itself said counts.
      if (!(cause instanceof StoreFailure)) return { kind: 'bug' };
      try {
        await bridge.request('store:set-aside', { trouble });
        return { kind: 'rebuilding' };
      } catch (refused) {
        const why = failureSchema.safeParse(refused);
        return why.success ? { kind: 'main', code: why.data.code } : { kind: 'bug' };
      }
    }
    default: {
      const never: never = trouble;
      throw new Error(`unexpected ${String(never)}`);
    }
  }
}

export function OpeningFailed({ trouble }: { trouble: OpeningTrouble }): ReactNode {
  const say = useText();
  const intl = useIntl();
  const { kind } = trouble;
  const again = kind === 'rebuilding' ? 0 : kind === 'full' || isDisk(trouble) ? retryMs : null;
  useEffect(() => {
    if (again === null) return undefined;
    const timer = setTimeout(() => window.location.reload(), again);
    return () => clearTimeout(timer);
  }, [again]);
  if (kind === 'rebuilding') return <main className={styles.message}>{say('start.rebuilding')}</main>;
  const [title, hint] = wordsOf(trouble, say, intl);
  return (
    <main className={styles.message} role="alert">
      <h1>{title}</h1>
      <p>{hint}</p>
    </main>
  );
}

/** A full or locked disk may be put right while the screen waits. */
function isDisk(trouble: OpeningTrouble): boolean {
  return trouble.kind === 'main' && trouble.code.startsWith('disk.');
}

function wordsOf(
  trouble: Exclude<OpeningTrouble, { kind: 'rebuilding' }>,
  say: Say,
  intl: IntlShape,
): [string, string] {
  switch (trouble.kind) {
    case 'newer':
      return [say('start.newer'), say('start.newer-hint')];
    case 'full':
      return [say('start.full'), say('start.full-hint')];
    case 'main':
      return [
        say('start.failed'),
        trouble.code === 'bug'
          ? say('start.failed-hint')
          : intl.formatMessage({ id: `error.${trouble.code}` }),
      ];
    case 'bug':
      return [say('start.failed'), say('start.failed-hint')];
    default: {
      const never: never = trouble;
      throw new Error(`unexpected ${JSON.stringify(never)}`);
    }
  }
}
