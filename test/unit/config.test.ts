import { describe, expect, test } from 'vitest';
import type { MachineFacts } from '../../server/config/addresses.ts';
import { ConfigError, loadConfig } from '../../server/config.ts';

const lan: MachineFacts = {
  addresses: ['192.168.1.20', 'fd00::20', '2a00:1450::20'],
  cores: 4,
  cwd: '/srv/directline',
};
const fieldKey = Buffer.alloc(32, 7).toString('base64');
const production = {
  DIRECTLINE_MODE: 'production',
  DIRECTLINE_PUBLIC_URL: 'https://townhall.example.org',
  DIRECTLINE_TLS_CERT: '/etc/directline/cert.pem',
  DIRECTLINE_TLS_KEY: '/etc/directline/key.pem',
  DIRECTLINE_SMS_URL: 'https://sms.example.org/send',
};

function faultsOf(env: Record<string, string>, argv: string[] = [], machine = lan) {
  try {
    loadConfig(env, argv, machine);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

const variables = (env: Record<string, string>, argv: string[] = [], machine = lan) =>
  faultsOf(env, argv, machine).map(({ variable }) => variable);

describe('defaults', () => {
  test('an empty environment is a demo on loopback', () => {
    expect(loadConfig({}, [], lan)).toEqual({
      mode: 'demo',
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      dataDir: '/srv/directline/data',
      tls: null,
      trustProxyHops: 0,
      database: { kind: 'embedded', folder: '/srv/directline/data/pgdata' },
      fieldKey: { kind: 'file', path: '/srv/directline/data/field.key' },
      media: { port: 40_000, listen: ['127.0.0.1'], announced: ['127.0.0.1'], tcp: [], workers: 4 },
      turn: null,
      smsUrl: null,
      mail: null,
      dutyPhone: null,
      logLevel: 'info',
      sessionHours: 12,
    });
  });

  test('--https opens the demo to the LAN with certificates of the data folder', () => {
    expect(loadConfig({}, ['--https'], lan)).toMatchObject({
      host: '0.0.0.0',
      publicUrl: 'https://192.168.1.20:3000',
      tls: {
        certFile: '/srv/directline/data/tls/server.crt',
        keyFile: '/srv/directline/data/tls/server.key',
        caFile: '/srv/directline/data/tls/ca.crt',
      },
      media: { listen: ['0.0.0.0'], announced: ['192.168.1.20'] },
    });
  });

  test('--https on a machine without a network still works on loopback', () => {
    const config = loadConfig({}, ['--https'], { ...lan, addresses: [] });
    expect(config).toMatchObject({ publicUrl: 'https://localhost:3000', media: { announced: ['127.0.0.1'] } });
  });

  test('empty values count as not given', () => {
    expect(loadConfig({ DIRECTLINE_PORT: '', DATABASE_URL: '  ' }, [], lan).port).toBe(3000);
  });

  test('a named LAN address is listened on, linked to and announced', () => {
    expect(loadConfig({ DIRECTLINE_HOST: '192.168.1.20' }, [], lan)).toMatchObject({
      publicUrl: 'http://192.168.1.20:3000',
      media: { announced: ['192.168.1.20'], listen: ['0.0.0.0'] },
    });
  });
});

describe('values', () => {
  test('all of them are taken over', () => {
    const config = loadConfig(
      {
        ...production,
        DATABASE_URL: 'postgresql://directline@db/directline',
        DIRECTLINE_PORT: '8443',
        DIRECTLINE_DATA_DIR: '/var/lib/directline',
        DIRECTLINE_TLS_CA: '/etc/directline/ca.pem',
        DIRECTLINE_FIELD_KEY: fieldKey,
        DIRECTLINE_MEDIA_PORT: '50000',
        DIRECTLINE_MEDIA_LISTEN: '10.0.0.5, fd00::5',
        DIRECTLINE_MEDIA_ANNOUNCED: '8.8.8.8, 2001:4860::8',
        DIRECTLINE_MEDIA_TCP: '10.0.0.6:443=8.8.4.4, [fd00::6]:443',
        DIRECTLINE_MEDIA_WORKERS: '2',
        DIRECTLINE_TURN_URLS: 'turn:turn.example.org:3478?transport=udp,turns:turn.example.org:5349',
        DIRECTLINE_TURN_SECRET: 'long enough',
        DIRECTLINE_LOG_LEVEL: 'debug',
        DIRECTLINE_TRUST_PROXY: '1',
        DIRECTLINE_SESSION_HOURS: '8',
        DIRECTLINE_SMS_URL: 'https://sms.example.org/send',
      },
      [],
      lan,
    );
    expect(config).toEqual({
      mode: 'production',
      host: '0.0.0.0',
      port: 8443,
      publicUrl: 'https://townhall.example.org',
      dataDir: '/var/lib/directline',
      tls: {
        certFile: '/etc/directline/cert.pem',
        keyFile: '/etc/directline/key.pem',
        caFile: '/etc/directline/ca.pem',
      },
      trustProxyHops: 1,
      database: { kind: 'postgres', url: 'postgresql://directline@db/directline' },
      fieldKey: { kind: 'given', key: new Uint8Array(32).fill(7) },
      media: {
        port: 50_000,
        listen: ['10.0.0.5', 'fd00::5'],
        announced: ['8.8.8.8', '2001:4860::8'],
        tcp: [
          { ip: '10.0.0.6', port: 443, announced: '8.8.4.4' },
          { ip: 'fd00::6', port: 443, announced: 'fd00::6' },
        ],
        workers: 2,
      },
      turn: {
        urls: ['turn:turn.example.org:3478?transport=udp', 'turns:turn.example.org:5349'],
        secret: 'long enough',
      },
      smsUrl: 'https://sms.example.org/send',
      mail: null,
      dutyPhone: null,
      logLevel: 'debug',
      sessionHours: 8,
    });
  });

  test.each([
    ['DIRECTLINE_PORT', '0'],
    ['DIRECTLINE_PORT', '65536'],
    ['DIRECTLINE_PORT', '3000.5'],
    ['DIRECTLINE_PORT', 'http'],
    ['DIRECTLINE_MODE', 'prod'],
    ['DIRECTLINE_HOST', '300.1.1.1'],
    ['DIRECTLINE_HOST', 'http://localhost'],
    ['DIRECTLINE_PUBLIC_URL', 'localhost:3000'],
    ['DIRECTLINE_PUBLIC_URL', 'http://localhost/path'],
    ['DIRECTLINE_PUBLIC_URL', 'ftp://localhost'],
    ['DIRECTLINE_FIELD_KEY', 'c2hvcnQ='],
    ['DIRECTLINE_MEDIA_PORT', '-1'],
    ['DIRECTLINE_MEDIA_LISTEN', 'eth0'],
    ['DIRECTLINE_MEDIA_LISTEN', '10.0.0.5,10.0.0.6'],
    ['DIRECTLINE_MEDIA_ANNOUNCED', '192.168.1.20,,'],
    ['DIRECTLINE_MEDIA_TCP', '443'],
    ['DIRECTLINE_MEDIA_TCP', 'example.org:443'],
    ['DIRECTLINE_MEDIA_TCP', '10.0.0.6:0'],
    ['DIRECTLINE_MEDIA_TCP', '10.0.0.6:443,10.0.0.6:443'],
    ['DIRECTLINE_MEDIA_WORKERS', '0'],
    ['DIRECTLINE_LOG_LEVEL', 'verbose'],
    ['DIRECTLINE_TRUST_PROXY', 'true'],
    ['DIRECTLINE_SESSION_HOURS', '0'],
    ['DATABASE_URL', 'mysql://db'],
  ])('%s=%s is refused by name, with what is accepted', (variable, value) => {
    const [fault, ...others] = faultsOf({ [variable]: value });
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ variable });
    expect(fault?.fault).toMatch(/does not fit; give .+\.$/);
  });

  test('all faults come at once, in one readable message', () => {
    expect(() =>
      loadConfig({ DIRECTLINE_PORT: 'x', DIRECTLINE_MODE: 'y', DIRECTLINE_PROT: '1' }, ['--htps'], lan),
    ).toThrow(
      /DIRECTLINE_PROT: is not a setting[\s\S]+--htps: is not an option[\s\S]+DIRECTLINE_MODE: "y"[\s\S]+DIRECTLINE_PORT: "x"/,
    );
  });

  test('a secret is never repeated in a message', () => {
    const faults = faultsOf({
      DIRECTLINE_FIELD_KEY: 'hunter2',
      DIRECTLINE_TURN_SECRET: 'hunter2',
      DATABASE_URL: 'mysql://a:hunter2@db',
    });
    expect(faults).toHaveLength(3);
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });

  test.each([
    ['DIRECTLINE_TLS_CERT', 'cert.pem', 'DIRECTLINE_TLS_KEY'],
    ['DIRECTLINE_TLS_KEY', 'key.pem', 'DIRECTLINE_TLS_CERT'],
    ['DIRECTLINE_TLS_CA', 'ca.pem', 'DIRECTLINE_TLS_CERT'],
    ['DIRECTLINE_TURN_URLS', 'turn:turn.example.org', 'DIRECTLINE_TURN_SECRET'],
    ['DIRECTLINE_TURN_SECRET', 'long enough', 'DIRECTLINE_TURN_URLS'],
  ])('%s alone asks for its other half', (given, value, missing) => {
    expect(variables({ [given]: value })).toEqual([missing]);
  });

  test('the media ports have room and keep clear of the web port', () => {
    expect(variables({ DIRECTLINE_MEDIA_PORT: '65533' })).toEqual(['DIRECTLINE_MEDIA_PORT']);
    expect(variables({ DIRECTLINE_MEDIA_PORT: '65532' })).toEqual([]);
    expect(variables({ DIRECTLINE_PORT: '40003' })).toEqual(['DIRECTLINE_PORT']);
    expect(variables({ DIRECTLINE_PORT: '40004' })).toEqual([]);
  });

  test('a server with TLS of its own has an https origin', () => {
    expect(variables({ DIRECTLINE_PUBLIC_URL: 'http://localhost:3000' }, ['--https'])).toEqual([
      'DIRECTLINE_PUBLIC_URL',
    ]);
  });

  test('variables of the scripts are none of the server', () => {
    expect(variables({ DIRECTLINE_DEV_PORT: '5173' })).toEqual([]);
  });
});

describe('demo mode is for loopback and LAN only', () => {
  test.each([
    ['DIRECTLINE_HOST', '8.8.8.8'],
    ['DIRECTLINE_HOST', 'townhall.example.org'],
    ['DIRECTLINE_PUBLIC_URL', 'https://townhall.example.org'],
    ['DIRECTLINE_PUBLIC_URL', 'http://[2001:4860::8]:3000'],
    ['DIRECTLINE_MEDIA_ANNOUNCED', '192.168.1.20,8.8.8.8'],
    ['DIRECTLINE_MEDIA_LISTEN', '8.8.8.8'],
    ['DIRECTLINE_MEDIA_TCP', '10.0.0.6:443=8.8.8.8'],
  ])('%s=%s is refused', (variable, value) => {
    expect(variables({ [variable]: value })).toEqual([variable]);
    expect(faultsOf({ [variable]: value })[0]?.fault).toMatch(/demo mode is for loopback and LAN only/);
  });

  test.each([
    'localhost',
    'demo.localhost',
    '::1',
    '10.1.2.3',
    '172.31.0.1',
    '100.64.0.1',
    'fd00::1',
    'townhall',
    'townhall.local',
  ])('DIRECTLINE_HOST=%s is accepted', (host) => {
    expect(variables({ DIRECTLINE_HOST: host })).toEqual([]);
  });

  test('a wildcard that takes in a public address is refused', () => {
    const exposed = { ...lan, addresses: ['192.168.1.20', '8.8.4.4'] };
    expect(variables({}, ['--https'], exposed)).toEqual(['DIRECTLINE_HOST']);
    expect(variables({ DIRECTLINE_HOST: '192.168.1.20' }, ['--https'], exposed)).toEqual([]);
    // The global IPv6 address of the LAN above: taken in by :: alone.
    expect(variables({}, ['--https'])).toEqual([]);
    expect(variables({ DIRECTLINE_HOST: '::' })).toEqual(['DIRECTLINE_HOST']);
  });
});

describe('production', () => {
  test('wants its origin, a certificate and a way to send SMS', () => {
    expect(variables({ DIRECTLINE_MODE: 'production' })).toEqual([
      'DIRECTLINE_PUBLIC_URL',
      'DIRECTLINE_TLS_CERT',
      'DIRECTLINE_SMS_URL',
    ]);
  });

  test('takes a trusted proxy in place of a certificate', () => {
    const { DIRECTLINE_TLS_CERT: _, DIRECTLINE_TLS_KEY: __, ...behindProxy } = production;
    expect(variables(behindProxy)).toEqual(['DIRECTLINE_TLS_CERT']);
    expect(variables({ ...behindProxy, DIRECTLINE_TRUST_PROXY: '1' })).toEqual([]);
  });

  test('wants an https origin also behind a proxy', () => {
    const env = { ...production, DIRECTLINE_PUBLIC_URL: 'http://townhall.example.org', DIRECTLINE_TRUST_PROXY: '1' };
    expect(variables(env)).toEqual(['DIRECTLINE_PUBLIC_URL']);
  });

  test('on PostgreSQL wants the key of the personal fields; embedded it makes one', () => {
    const onPostgres = { ...production, DATABASE_URL: 'postgres://db/directline' };
    expect(variables(onPostgres)).toEqual(['DIRECTLINE_FIELD_KEY']);
    expect(variables({ ...onPostgres, DIRECTLINE_FIELD_KEY: fieldKey })).toEqual([]);
    expect(loadConfig(production, [], lan).fieldKey.kind).toBe('file');
  });

  test('announces the public address of the machine', () => {
    const { media } = loadConfig(production, [], { ...lan, addresses: ['8.8.4.4', '10.0.0.5'] });
    expect(media.announced).toEqual(['8.8.4.4', '10.0.0.5']);
  });

  test('behind a proxy on this machine, media is where phones reach it all the same', () => {
    const machine = { ...lan, addresses: ['8.8.4.4', '10.0.0.5', '2001:4860::8'] };
    for (const host of ['127.0.0.1', 'localhost', '::1', '10.0.0.5']) {
      const env = { ...production, DIRECTLINE_HOST: host, DIRECTLINE_TRUST_PROXY: '1' };
      expect(loadConfig(env, [], machine)).toMatchObject({
        host,
        media: { announced: ['8.8.4.4', '10.0.0.5'], listen: ['0.0.0.0'] },
      });
    }
  });

  test('announces IPv6 on a machine that has no IPv4', () => {
    const { media } = loadConfig(production, [], { ...lan, addresses: ['2001:4860::8'] });
    expect(media).toMatchObject({ announced: ['2001:4860::8'], listen: ['0.0.0.0', '::'] });
  });

  test('refuses to announce its media at loopback alone, where no call would connect', () => {
    const announcing = (addresses: string) => ({ ...production, DIRECTLINE_MEDIA_ANNOUNCED: addresses });
    for (const addresses of ['127.0.0.1', 'localhost,::1'])
      expect(variables(announcing(addresses))).toEqual(['DIRECTLINE_MEDIA_ANNOUNCED']);
    expect(variables(announcing('127.0.0.1,8.8.4.4'))).toEqual([]);
    expect(faultsOf(production, [], { ...lan, addresses: [] })).toEqual([
      { variable: 'DIRECTLINE_MEDIA_ANNOUNCED', fault: expect.stringMatching(/^is missing; .*no network address/) },
    ]);
    expect(variables({ DIRECTLINE_MEDIA_ANNOUNCED: '127.0.0.1' })).toEqual([]);
  });
});
