// A stop in full: what was scanned against what was expected, side by side, and the act that clears it. It stays until
// that act; nothing on it needs the mouse.
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { Refusal } from '../../../shared/domain/decision';
import { currentLine } from '../../../shared/domain/parcel/questions';
import { type Say, useText } from '../../app/locale';
import { commands } from '../../input/commands';
import { CancelPanel } from './cancel-panel';
import { ItemCode } from './item-code';
import { ItemPicture } from './item-picture';
import type { Scanned } from './scanned';
import type { PackingState } from './session';
import styles from './stop-panel.module.css';

export function StopPanel({
  state,
  stop,
  codeOf,
}: {
  state: PackingState;
  stop: Refusal;
  codeOf: (sku: string) => string;
}): ReactNode {
  const intl = useIntl();
  const say = useText();
  const { scanned, open, verdict } = state;
  const expected = open ? currentLine(open) : null;
  const repeated = verdict.kind === 'refusal' && verdict.refusal.code === 'scan-held-by-stop';
  return (
    <section className={styles.stop}>
      {repeated ? (
        <header className={styles.reason}>
          <h2>{intl.formatMessage({ id: `refusal.${stop.code}.title` }, stop.values)}</h2>
          <p>{intl.formatMessage({ id: `refusal.${stop.code}.next` }, stop.values)}</p>
        </header>
      ) : null}
      {stop.code === 'cancel-asked' && open ? (
        <CancelPanel open={open} codeOf={codeOf} />
      ) : (
        <div className={styles.pair}>
          <Card
            title={say('stop.scanned')}
            name={scanned?.name ?? null}
            sku={scanned?.sku ?? null}
            code={scanned && hasCode(scanned) ? scanned.text : ''}
            otherwise={scanned ? calledBy(say, scanned) : ''}
            wrong
          />
          {open ? (
            <Card
              title={say('stop.expected')}
              name={expected?.name ?? null}
              sku={expected?.sku ?? null}
              code={expected ? codeOf(expected.sku) : ''}
              otherwise={say('packing.all-in')}
              wrong={false}
            />
          ) : null}
        </div>
      )}
      {state.bench.naming?.ask === 'offered' ? (
        <p className={styles.how}>{say('naming.offer', { key: keyOf('name-code') })}</p>
      ) : null}
      <p className={styles.how}>{say(state.mustRestart ? 'stop.restart' : 'stop.how-to-clear')}</p>
    </section>
  );
}

function keyOf(id: string): string {
  return commands.find((command) => command.id === id)?.key ?? '';
}

/** Things that are known by what is printed on them. */
function hasCode({ kind }: Scanned): boolean {
  return kind === 'item' || kind === 'box' || kind === 'unknown' || kind === 'misread';
}

function calledBy(say: Say, { kind, text }: Scanned): string {
  switch (kind) {
    case 'command': {
      // A digit of the command sheet may be one of a PIN: it is not named.
      if (text === 'quantity') return say('stop.digit');
      const command = commands.find((each) => each.id === text);
      return command ? say(command.labelKey, command.labelValues) : text;
    }
    case 'location':
      return say('aside.count.bin', { location: text });
    case 'parcels':
    case 'order-elsewhere':
      return say('packing.order', { number: text });
    case 'purchase':
      return say('stop.purchase', { number: text });
    case 'transfer':
      return say('stop.transfer', { number: text });
    case 'return':
      return say('stop.return', { number: text });
    case 'badge':
      return say('stop.badge');
    case 'order-form':
      return say('takeOrder.title');
    case 'sale-price':
    case 'sale-payment':
      return say('aside.counter.title');
    case 'misread':
      return say('stop.misread');
    case 'item':
    case 'box':
    case 'tote':
    case 'unknown':
      return say('stop.unknown-item');
    default: {
      const never: never = kind;
      throw new Error(`unexpected ${String(never)}`);
    }
  }
}

function Card({
  title,
  name,
  sku,
  code,
  otherwise,
  wrong,
}: {
  title: string;
  name: string | null;
  sku: string | null;
  code: string;
  otherwise: string;
  wrong: boolean;
}): ReactNode {
  return (
    <article className={styles.card} data-wrong={wrong ? 'yes' : undefined}>
      <h2 className={styles.title}>{title}</h2>
      <div className={styles.what}>
        {name ? (
          <div className={styles.picture}>
            <ItemPicture name={name} />
          </div>
        ) : null}
        <div className={styles.words}>
          <p className={styles.name}>{name ?? otherwise}</p>
          {code ? <ItemCode sku={sku} code={code} /> : null}
        </div>
      </div>
    </article>
  );
}
