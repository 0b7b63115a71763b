// What works now: every part the bench leans on, up or down and since when, and every action of the bench: works, works
// and finishes later, or blocked, with why and what to do. What has the same reason stands together.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useStore } from 'zustand';
import {
  type Action,
  actions,
  type ActionVerdict,
  type PartName,
  partNames,
  type PartState,
} from '../../../shared/domain/outage/outage';
import type { Tone } from '../../../shared/domain/refusal';
import type { TextKey } from '../../../shared/text/text-key';
import { formatClock } from '../../app/formatters';
import { useText } from '../../app/locale';
import { useNow } from '../../app/use-now';
import type { Network } from '../../data/network';
import { StationPage } from '../../ui/station-page';
import { ToneShape } from '../../ui/tone-shape';
import { deviceTrouble } from '../status/device-words';
import type { Devices } from '../status/devices';
import { type Outage, verdictNow } from './outage';
import styles from './outage-page.module.css';

type Props = { outage: Outage; network: Network; devices: Devices };

export function OutagePage(props: Props): ReactNode {
  const say = useText();
  const state = useStore(props.outage.store);
  const groups = groupsOf(actions.map((action) => [action, verdictNow(state, action)]));
  return (
    <StationPage title={say('outage.title')} age={<p>{say('age.live')}</p>}>
      <ul className={styles.parts}>
        {partNames.map((name) => (
          <PartCard key={name} name={name} {...props} />
        ))}
      </ul>
      <div className={styles.kinds}>
        {(['blocked', 'later', 'works'] as const).map((kind) => {
          const here = groups.filter((group) => group.verdict.kind === kind);
          return here.length === 0 ? null : (
            <section key={kind} className={styles.kind} data-kind={kind}>
              <h2 className={styles.kindName}>
                <ToneShape tone={toneOf[kind]} className={styles.shape} />
                {say(`outage.verdict.${kind}`)}
              </h2>
              <dl className={styles.groups}>
                {here.map((group) => (
                  <ActionGroup key={group.reason} {...group} />
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </StationPage>
  );
}

const toneOf: Record<ActionVerdict['kind'], Tone> = { works: 'go', later: 'wait', blocked: 'stop' };

type Group = { /** Tells groups apart. */ reason: string; verdict: ActionVerdict; actions: Action[] };

function groupsOf(verdicts: readonly (readonly [Action, ActionVerdict])[]): Group[] {
  const groups = new Map<string, Group>();
  for (const [action, verdict] of verdicts) {
    const key = verdict.kind === 'works' ? 'works' : `${verdict.kind} ${verdict.reason}`;
    const group = groups.get(key) ?? { reason: key, verdict, actions: [] };
    group.actions.push(action);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function ActionGroup({ verdict, actions: named }: Group): ReactNode {
  const say = useText();
  return (
    <div className={styles.group}>
      <dt className={styles.actions}>
        {named.map((action) => (
          <span key={action} data-action={action} data-verdict={verdict.kind}>
            {say(`outage.action.${action}`)}
          </span>
        ))}
      </dt>
      {verdict.kind === 'works' ? null : (
        <dd className={styles.why}>{say(`outage.why.${verdict.reason}`)}</dd>
      )}
    </div>
  );
}

const partTones: Record<PartState, Tone | null> = { up: 'go', down: 'look', unknown: 'wait', none: null };

function PartCard({ name, outage, network, devices }: Props & { name: PartName }): ReactNode {
  const say = useText();
  const intl = useIntl();
  const nowMs = useNow(10_000);
  const { parts, numbersLeft } = useStore(outage.store);
  const { state, sinceMs } = parts[name];
  const { trouble } = useStore(network.store);
  const known = useStore(devices.store).devices;
  const tone = partTones[state];
  const stateWords = say(`outage.state.${state}`);
  return (
    <li className={styles.part} data-part={name} data-state={state}>
      <p className={styles.partName}>{say(`outage.part.${name}`)}</p>
      <p className={styles.partState}>
        {tone ? (
          <ToneShape tone={tone} className={styles.shape} />
        ) : (
          <span className={styles.noShape} aria-hidden="true" />
        )}
        {sinceMs === null
          ? stateWords
          : say('outage.since', { state: stateWords, time: formatClock(intl, sinceMs, nowMs) })}
      </p>
      <p className={styles.detail}>{detail()}</p>
    </li>
  );

  function detail(): string {
    switch (name) {
      case 'head-office':
        return say(headOfficeDetail(state, trouble));
      case 'carrier':
        return say('outage.detail.numbers', { count: numbersLeft });
      case 'scanner': {
        const scanners = known.filter((device) => device.kind === 'scanner');
        const trouble = scanners.map((device) => deviceTrouble(intl, device)).find((words) => words !== null);
        if (trouble) return trouble;
        if (state === 'down') return say('device.window-not-focused');
        return scanners[0]?.name || say('outage.detail.scanner-types');
      }
      case 'printer':
      case 'scale': {
        const all = known.filter(({ kind }) => kind === name);
        const device = all.find(({ reason }) => reason === null) ?? all[0];
        if (!device) return say(name === 'scale' ? 'outage.detail.no-scale' : 'label.trouble.no-printer');
        return deviceTrouble(intl, device) ?? device.name;
      }
      case 'records':
        return say(state === 'down' ? 'outage.detail.records-failing' : 'outage.detail.records');
      default: {
        const never: never = name;
        throw new Error(`unexpected part ${String(never)}`);
      }
    }
  }
}

function headOfficeDetail(
  state: PartState,
  trouble: ReturnType<Network['store']['getState']>['trouble'],
): TextKey {
  if (state !== 'down')
    return state === 'up' ? 'outage.detail.head-office' : 'status.head-office.unknown-words';
  if (trouble === 'token-refused') return 'status.head-office.token-refused';
  return trouble === 'unreachable' ? 'outage.detail.head-office-away' : 'status.head-office.failing';
}
