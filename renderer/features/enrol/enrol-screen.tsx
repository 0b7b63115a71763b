// This computer is no station yet: one code, typed or scanned, makes it one. A scanned ticket says by itself where head
// office answers. A refused code, a head office that does not answer and a stranger in its place are told apart, because
// the person does something else about each.
import { type FormEvent, type ReactNode, useState } from 'react';
import { readTicket } from '../../../shared/contract/enrolment-ticket';
import { failureSchema, type StationInfo, type WaybillBridge } from '../../../shared/contract/window';
import { useText } from '../../app/locale';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import styles from './enrol-screen.module.css';

type Props = {
  info: StationInfo;
  bridge: Pick<WaybillBridge, 'request' | 'on'>;
  onEnrolled: (info: StationInfo) => void;
  /** A code that was scanned; the newest one wins over what was typed. */
  scanned: string | null;
};

/** Failures with words of their own under `error.CODE`. */
const saidAsTheyAre = [
  'enrol.no-fingerprint',
  'enrol.address-wrong',
  'enrol.strange-answer',
  'head-office.plain-http',
  'head-office.no-authority',
  'tls.foreign',
  'tls.expired',
  'tls.not-yet',
  'tls.wrong-name',
] as const;
type Said = (typeof saidAsTheyAre)[number];
type Values = Record<string, string | number>;

type Problem =
  | { kind: 'refused' }
  | { kind: 'unreachable' }
  | { kind: 'said'; code: Said; values: Values }
  | { kind: 'other'; code: string };

export function EnrolScreen({ info, bridge, onEnrolled, scanned }: Props): ReactNode {
  const say = useText();
  const [typed, setTyped] = useState('');
  const [name, setName] = useState('');
  const [address, setAddress] = useState(info.headOffice);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [taken, setTaken] = useState<string | null>(null);
  const code = scanned !== null && scanned !== taken ? scanned : typed;
  const named = readTicket(code).headOffice;
  const at = named ?? address.trim();
  const ready = at.length > 0 && code.trim().length >= 8 && name.trim().length > 0 && !busy;

  const enrol = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    setProblem(null);
    try {
      onEnrolled(
        await bridge.request('station:enrol', { code: code.trim(), name: name.trim(), headOffice: at }),
      );
    } catch (cause) {
      setProblem(problemOf(cause));
      setTyped(code);
      setTaken(scanned);
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className={styles.screen}>
      {/* What was wrong is said by us; the browser's own check would keep the form from being sent again. */}
      <form className={styles.form} noValidate onSubmit={(event) => void enrol(event)}>
        <h1 className={styles.title}>{say('enrol.title')}</h1>
        <p className={styles.hint}>{say('enrol.hint')}</p>
        <Field
          label={say('enrol.code')}
          value={code}
          onChange={(value) => {
            setTyped(value);
            setTaken(scanned);
          }}
          code
          problem={problem ? wordsOf(problem) : null}
        />
        <Field label={say('enrol.name')} value={name} onChange={setName} />
        <Field
          label={say('enrol.address')}
          value={at}
          onChange={setAddress}
          isReadOnly={named !== null}
          code
          hint={say('enrol.address-hint')}
        />
        <Button type="submit" kind="main" isDisabled={!ready}>
          {say(busy ? 'enrol.busy' : 'enrol.button')}
        </Button>
        {info.secretsIn === 'file' ? <p className={styles.where}>{say('enrol.no-key-store')}</p> : null}
      </form>
    </main>
  );

  function wordsOf(found: Problem): string {
    switch (found.kind) {
      case 'refused':
        return say('enrol.failed.refused');
      case 'unreachable':
        return say('enrol.failed.unreachable', { address: at });
      case 'said':
        return say(`error.${found.code}`, found.values);
      case 'other':
        return say('enrol.failed.other', { code: found.code });
      default: {
        const never: never = found;
        throw new Error(`unexpected ${JSON.stringify(never)}`);
      }
    }
  }
}

function problemOf(cause: unknown): Problem {
  const failure = failureSchema.safeParse(cause);
  if (!failure.success) return { kind: 'other', code: 'bug' };
  if (failure.data.code === 'enrol.code-refused') return { kind: 'refused' };
  if (failure.data.code === 'enrol.unreachable') return { kind: 'unreachable' };
  const said = saidAsTheyAre.find((known) => known === failure.data.code);
  if (said !== undefined) return { kind: 'said', code: said, values: failure.data.values };
  return { kind: 'other', code: failure.data.code };
}
