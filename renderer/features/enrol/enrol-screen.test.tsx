import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { StationInfo, WaybillBridge } from '../../../shared/contract/window';
import { stationIdOf, warehouseIdOf } from '../../../shared/domain/ids.test-kit';
import { show } from '../../ui/screen.test-kit';
import { EnrolScreen } from './enrol-screen';

afterEach(cleanup);

const info: StationInfo = {
  station: null,
  headOffice: 'http://127.0.0.1:4310',
  appVersion: '0.1.0',
  electronVersion: '45.4.1',
  secretsIn: 'system',
  systemLocale: 'en',
};
const enrolledInfo: StationInfo = {
  ...info,
  station: {
    stationId: stationIdOf(1),
    name: 'Bench 3',
    warehouseId: warehouseIdOf('W1'),
    roles: ['station'],
  },
};

/** Main at the port: answers an enrolment as told. */
function main(answer: () => StationInfo) {
  const asked: unknown[] = [];
  const bridge = {
    request: (async (name: string, input: unknown) => {
      asked.push([name, input]);
      return answer();
    }) as unknown as WaybillBridge['request'],
    on: (() => () => undefined) as WaybillBridge['on'],
  };
  return { bridge, asked };
}

function open(answer: () => StationInfo, scanned: string | null = null) {
  const { bridge, asked } = main(answer);
  const enrolled: StationInfo[] = [];
  show(
    <EnrolScreen info={info} bridge={bridge} onEnrolled={(next) => enrolled.push(next)} scanned={scanned} />,
  );
  return { asked, enrolled };
}

const type = (label: string, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};
const button = (): HTMLButtonElement => screen.getByRole('button');
const refuse = (code: string) => (): never => {
  throw { code, values: { headOffice: 'https://x:1' }, errorId: null };
};

describe('enrolling a station', () => {
  it('waits for a code and a name, then asks main once', async () => {
    const { asked, enrolled } = open(() => enrolledInfo);
    expect(button().disabled).toBe(true);
    type('Enrolment code', 'J2VB-FN9P0-CQJ6');
    expect(button().disabled).toBe(true);
    type('Name of this station', ' Bench 3 ');
    fireEvent.click(button());
    await waitFor(() => expect(enrolled).toEqual([enrolledInfo]));
    expect(asked).toEqual([
      ['station:enrol', { code: 'J2VB-FN9P0-CQJ6', name: 'Bench 3', headOffice: info.headOffice }],
    ]);
  });

  it('takes a code that is scanned, without any field having the keyboard', async () => {
    const { asked } = open(() => enrolledInfo, 'SCANNED-CODE-1');
    expect((screen.getByLabelText('Enrolment code') as HTMLInputElement).value).toBe('SCANNED-CODE-1');
    type('Name of this station', 'Bench 3');
    fireEvent.click(button());
    await waitFor(() =>
      expect(asked).toEqual([
        ['station:enrol', { code: 'SCANNED-CODE-1', name: 'Bench 3', headOffice: info.headOffice }],
      ]),
    );
  });

  it('takes the address of a scanned ticket, which nobody can change then', async () => {
    const ticket = `WBENROL HTTPS://OFFICE.LOCAL:4310 AB12CDE34FG56HJ78 ${'Z'.repeat(52)}`;
    const { asked } = open(() => enrolledInfo, ticket);
    const address = screen.getByLabelText('Head office’s address') as HTMLInputElement;
    expect(address.value).toBe('https://office.local:4310');
    expect(address.readOnly).toBe(true);
    type('Name of this station', 'Bench 3');
    fireEvent.click(button());
    await waitFor(() =>
      expect(asked).toEqual([
        ['station:enrol', { code: ticket, name: 'Bench 3', headOffice: 'https://office.local:4310' }],
      ]),
    );
  });

  it('goes to the address that is typed', async () => {
    const { asked } = open(() => enrolledInfo);
    type('Enrolment code', 'J2VB-FN9P0-CQJ6');
    type('Name of this station', 'Bench 3');
    type('Head office’s address', ' https://10.0.0.5:4310 ');
    fireEvent.click(button());
    await waitFor(() =>
      expect(asked).toMatchObject([['station:enrol', { headOffice: 'https://10.0.0.5:4310' }]]),
    );
  });

  it('says when the key of this computer is only in a file', () => {
    const { bridge } = main(() => enrolledInfo);
    const props = { bridge, onEnrolled: () => undefined, scanned: null };
    const { unmount } = show(<EnrolScreen {...props} info={info} />);
    expect(screen.queryByText(/no key store/)).toBeNull();
    unmount();
    show(<EnrolScreen {...props} info={{ ...info, secretsIn: 'file' }} />);
    expect(screen.getByText(/no key store/)).toBeDefined();
  });

  it.each([
    ['tls.foreign', /Somebody else answers at https:\/\/x:1.*Nothing was sent/],
    ['tls.expired', /has expired, or this computer’s clock is wrong/],
    ['tls.wrong-name', /not under this name/],
    ['enrol.no-fingerprint', /This code is not whole/],
    ['head-office.plain-http', /speaks over https only there/],
    ['enrol.code-refused', /does not take this code. Ask for a new one/],
    ['enrol.unreachable', /does not answer at http:\/\/127.0.0.1:4310/],
    ['disk.full', /did not work \(disk.full\)/],
  ])('says what to do after %s, and lets the person try again', async (code, words) => {
    const { enrolled } = open(refuse(code));
    type('Enrolment code', 'J2VB-FN9P0-CQJ6');
    type('Name of this station', 'Bench 3');
    fireEvent.click(button());
    expect(await screen.findByText(words)).toBeDefined();
    expect(button().disabled).toBe(false);
    expect(enrolled).toEqual([]);
  });
});
