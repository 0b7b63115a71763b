// What preload put on the window: the only way from the screens to the computer.
import type { WaybillBridge } from '../../shared/contract/window';

/** Throws when the page was not opened by the station (for example in a plain browser). */
export function stationBridge(): WaybillBridge {
  const { waybill } = window as unknown as { waybill?: WaybillBridge };
  if (!waybill) throw new Error('this page works only inside the Waybill station');
  return waybill;
}
