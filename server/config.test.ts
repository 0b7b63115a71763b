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
      isSecure: false,
      address: undefined,
      logLevel: 'info',
      origins: [],
      ssccPrefix: '39521234',
      isSampleWanted: false,
      isEnrolmentPrinted: false,
      limitFactor: 1,
      plugIns: undefined,
      areInsideWebhooksAllowed: false,
      integrator: null,
    });
  });

  it('takes everything that can be said, and an empty variable for none', () => {
    const env = {
      ...folder,
      DATABASE_URL: 'postgres://u:p@h/d',
      HOST: '0.0.0.0',
      PORT: '0',
      WAYBILL_ADDRESS: 'office.example:8443',
      WAYBILL_LOG_LEVEL: 'debug',
      WAYBILL_ORIGINS: 'http://127.0.0.1:5173 http://localhost:5173',
      WAYBILL_SSCC_PREFIX: '08691234567',
    };
    expect(readServerConfig(env, ['--print-enrolment', '--sample'])).toMatchObject({
      databaseUrl: 'postgres://u:p@h/d',
      host: '0.0.0.0',
      port: 0,
      isSecure: true,
      address: 'office.example:8443',
      logLevel: 'debug',
      origins: ['http://127.0.0.1:5173', 'http://localhost:5173'],
      ssccPrefix: '08691234567',
      isSampleWanted: true,
      isEnrolmentPrinted: true,
      limitFactor: 1,
      plugIns: undefined,
      areInsideWebhooksAllowed: false,
    });
    expect(readServerConfig({ ...folder, DATABASE_URL: ' ', PORT: '' }, [])).toMatchObject({
      databaseUrl: undefined,
      port: 4310,
    });
  });

  it.each(['https://integrator.example/waybills', 'http://127.0.0.1:9000/in'])(
    'posts waybills to %s',
    (url) => {
      const secret = 'between the two of us, long';
      const env = { ...folder, WAYBILL_INTEGRATOR_URL: url, WAYBILL_INTEGRATOR_SECRET: secret };
      expect(readServerConfig(env, [])).toMatchObject({ integrator: { url, secret } });
    },
  );

  it.each([
    ['http://integrator.example/', 'between the two of us, long', /WAYBILL_INTEGRATOR_URL/],
    ['https://u:p@integrator.example/', 'between the two of us, long', /WAYBILL_INTEGRATOR_URL/],
    ['https://integrator.example/?a=1', 'between the two of us, long', /WAYBILL_INTEGRATOR_URL/],
    ['nowhere', 'between the two of us, long', /WAYBILL_INTEGRATOR_URL/],
    ['https://integrator.example/', 'short', /WAYBILL_INTEGRATOR_SECRET/],
    ['https://integrator.example/', undefined, /WAYBILL_INTEGRATOR_SECRET/],
  ])('posts no waybill to %s with the secret %s', (url, secret, why) => {
    const env = { ...folder, WAYBILL_INTEGRATOR_URL: url, WAYBILL_INTEGRATOR_SECRET: secret };
    expect(() => readServerConfig(env, [])).toThrow(why);
  });

  it.each([
    ['127.0.0.1', undefined, false],
    ['127.0.0.1', 'on', true],
    ['localhost', 'off', false],
    ['::1', undefined, false],
    ['0.0.0.0', undefined, true],
    ['::', undefined, true],
    ['192.168.1.10', 'on', true],
    ['127.0.0.1.example.com', undefined, true],
  ])('at %s with TLS %s is secure: %s', (HOST, WAYBILL_TLS, isSecure) => {
    const env = { ...folder, HOST, ...(WAYBILL_TLS === undefined ? {} : { WAYBILL_TLS }) };
    expect(readServerConfig(env, []).isSecure).toBe(isSecure);
  });

  it.each([
    [{ ...folder, PORT: 'eighty' }, [], 'PORT is "eighty"'],
    [{ ...folder, PORT: '65536' }, [], '0 to 65535'],
    [{ ...folder, PORT: '80.5' }, [], 'PORT'],
    [{ ...folder, WAYBILL_LOG_LEVEL: 'loud' }, [], 'WAYBILL_LOG_LEVEL is "loud"'],
    [{ ...folder, WAYBILL_SSCC_PREFIX: '39' }, [], 'WAYBILL_SSCC_PREFIX is "39"'],
    [{}, [], 'WAYBILL_DATA_DIR'],
    [folder, ['--smaple'], '--smaple'],
    [{ ...folder, WAYBILL_TLS: 'maybe' }, [], 'WAYBILL_TLS is "maybe"'],
    [{ ...folder, HOST: '0.0.0.0', WAYBILL_TLS: 'off' }, [], 'plain http to this computer only'],
    [{ DATABASE_URL: 'postgres://u:p@h/d', HOST: '10.0.0.5' }, [], 'a folder for its certificates'],
    [{ ...folder, WAYBILL_ADDRESS: 'https://office/x' }, [], 'WAYBILL_ADDRESS is "https://office/x"'],
  ])('refuses %j %j in words', (env, args, words) => {
    expect(() => readServerConfig(env, args)).toThrow(ConfigFailure);
    expect(() => readServerConfig(env, args)).toThrow(words);
  });
});
