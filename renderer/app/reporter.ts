// What must not happen and did, into main's log, where a person who looks after the station finds it.
import type { WaybillBridge } from '../../shared/contract/window';

/** Never throws: it is called where nothing may throw. */
export function reporter(bridge: WaybillBridge): (cause: unknown) => void {
  return (cause) => {
    const message = cause instanceof Error ? `${cause.name}: ${cause.message}` : JSON.stringify(cause);
    const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : '';
    const stack = cause instanceof Error ? (cause.stack ?? '') : '';
    bridge
      .request('log:report', {
        level: 'error',
        area: 'station',
        message: `${message} ${inner}\n${stack}`.slice(0, 2000),
        values: {},
      })
      .catch(() => undefined);
  };
}
