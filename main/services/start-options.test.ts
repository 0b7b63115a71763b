import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStartOptions } from './start-options';

describe('what may be said at start', () => {
  it('is nothing by default', () => {
    expect(readStartOptions({}, ['electron', '.'])).toEqual({
      stationFolder: null,
      headOffice: null,
      enrolCode: null,
      stationName: null,
      printer: null,
      scanner: null,
      scale: null,
      weighScans: null,
      logLevel: 'info',
    });
  });

  it('comes from the environment', () => {
    const env = {
      WAYBILL_DATA_DIR: 'some/data',
      WAYBILL_HEAD_OFFICE: 'http://127.0.0.1:1',
      WAYBILL_ENROL_CODE: 'one-time-code',
      WAYBILL_STATION_NAME: 'Bench 1',
      WAYBILL_PRINTER: '127.0.0.1:9100',
      WAYBILL_SCANNER: '/dev/ttyACM0@115200',
      WAYBILL_SCALE: 'nci:/dev/ttyUSB0',
      WAYBILL_WEIGH_SCANS: 'yes',
      WAYBILL_LOG_LEVEL: 'debug',
    };
    expect(readStartOptions(env, [])).toEqual({
      stationFolder: resolve('some/data/station'),
      headOffice: 'http://127.0.0.1:1',
      enrolCode: 'one-time-code',
      stationName: 'Bench 1',
      printer: '127.0.0.1:9100',
      scanner: '/dev/ttyACM0@115200',
      scale: 'nci:/dev/ttyUSB0',
      weighScans: true,
      logLevel: 'debug',
    });
  });

  it('is overruled by the command line', () => {
    const argv = ['electron', '--head-office=http://h:2', '--station-name=Bench 2'];
    const env = { WAYBILL_HEAD_OFFICE: 'http://127.0.0.1:1', WAYBILL_LOG_LEVEL: 'loud' };
    expect(readStartOptions(env, argv)).toMatchObject({
      headOffice: 'http://h:2',
      stationName: 'Bench 2',
      logLevel: 'info',
    });
  });
});
