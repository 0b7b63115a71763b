// What people do about an alert: take it or give it to somebody, put it aside until a time, take it up again. What puts it
// right is done on the page it leads to.
import type { AlertAct } from '../../../shared/contract/alerts';
import type { AlertCommand } from '../../../shared/domain/alert/alert';
import type { Refusal } from '../../../shared/domain/decision';
import { companyStream } from '../../../shared/domain/ids';
import type { OfficeParts } from '../../head-office';
import { tellRecord } from '../records/tell-record';
import { alertMachine } from './alert-machine';

/** @returns why not, or null when it is so */
export async function actOnAlert(
  { writer, now }: Pick<OfficeParts, 'writer' | 'now'>,
  alertId: string,
  act: AlertAct,
  by: { stationId: string; name: string },
): Promise<Refusal | null> {
  const at = now().toISOString();
  const told = await writer.submit([companyStream], (tx) =>
    tellRecord(tx, alertMachine, alertId, commandOf(act, by.name.slice(0, 120), at), {
      at,
      actor: null,
      stationId: by.stationId,
      opId: null,
    }),
  );
  return told.ok ? null : told.refusal;
}

function commandOf(act: AlertAct, by: string, at: string): AlertCommand {
  switch (act.act) {
    case 'take':
      return { type: 'TakeAlert', owner: act.owner, by };
    case 'snooze':
      return { type: 'SnoozeAlert', until: act.until, by, at };
    case 'wake':
      return { type: 'WakeAlert', by };
  }
}
