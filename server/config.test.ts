import { describe, expect, it } from 'vitest';
import { ConfigFailure, readServerConfig } from './config';

const folder = { WAYBILL_DATA_DIR: '/data' };

describe('what head office is told at its start', () => {
  it('has sensible silence', () => {
    expect(readServerConfig(folder, [])).toEqual({
      databaseUrl: undefined,
      dataDir: '/data',
      host: '127.0.0.1',
      port: 4310,
      logLevel: 'info',
      origins: [],
      ssccPrefix: '39521234',
      isSampleWanted: false,
      isEnrolmentPrinted: false,
    });
  });

  it('takes everything that can be said, and an empty variable for none', () => {
    const env = {
      ...folder,
      DATABASE_URL: 'postgres://u:p@h/d',
      HOST: '0.0.0.0',
      PORT: '0',
      WAYBILL_LOG_LEVEL: 'debug',
      WAYBILL_ORIGINS: 'http://127.0.0.1:5173 http://localhost:5173',
      WAYBILL_SSCC_PREFIX: '08691234567',
    };
    expect(readServerConfig(env, ['--print-enrolment', '--sample'])).toMatchObject({
      databaseUrl: 'postgres://u:p@h/d',
      host: '0.0.0.0',
      port: 0,
      logLevel: 'debug',
      origins: ['http://127.0.0.1:5173', 'http://localhost:5173'],
      ssccPrefix: '08691234567',
      isSampleWanted: true,
      isEnrolmentPrinted: true,
    });
    expect(readServerConfig({ ...folder, DATABASE_URL: ' ', PORT: '' }, [])).toMatchObject({
      databaseUrl: undefined,
      port: 4310,
    });
  });

  it.each([
    [{ ...folder, PORT: 'eighty' }, [], 'PORT is "eighty"'],
    [{ ...folder, PORT: '65536' }, [], '0 to 65535'],
    [{ ...folder, PORT: '80.5' }, [], 'PORT'],
    [{ ...folder, WAYBILL_LOG_LEVEL: 'loud' }, [], 'WAYBILL_LOG_LEVEL is "loud"'],
    [{ ...folder, WAYBILL_SSCC_PREFIX: '39' }, [], 'WAYBILL_SSCC_PREFIX is "39"'],
    [{}, [], 'WAYBILL_DATA_DIR'],
    [folder, ['--smaple'], '--smaple'],
  ])('refuses %j %j in words', (env, args, words) => {
    expect(() => readServerConfig(env, args)).toThrow(ConfigFailure);
    expect(() => readServerConfig(env, args)).toThrow(words);
  });
});
