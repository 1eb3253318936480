import { expect, test } from 'vitest';
import { loadConfig } from '../../server/config.ts';
import { ownSettings } from '../../server/tools/rehearsal/own-server.ts';

const machine = { addresses: ['8.8.4.4', '10.0.0.5'], cores: 2, cwd: '/srv/directline' };

/** Everything that a county may have set for its own server. */
const county = {
  DATABASE_URL: 'postgresql://directline@db/directline',
  DIRECTLINE_MODE: 'production',
  DIRECTLINE_HOST: '0.0.0.0',
  DIRECTLINE_PORT: '443',
  DIRECTLINE_PUBLIC_URL: 'https://townhall.example.org',
  DIRECTLINE_DATA_DIR: '/var/lib/directline',
  DIRECTLINE_TLS_CERT: '/etc/directline/cert.pem',
  DIRECTLINE_TLS_KEY: '/etc/directline/key.pem',
  DIRECTLINE_TLS_CA: '/etc/directline/ca.pem',
  DIRECTLINE_FIELD_KEY: Buffer.alloc(32, 7).toString('base64'),
  DIRECTLINE_MEDIA_LISTEN: '8.8.4.4',
  DIRECTLINE_MEDIA_ANNOUNCED: '8.8.4.4,townhall.example.org',
  DIRECTLINE_MEDIA_TCP: '10.0.0.6:443=8.8.8.8',
  DIRECTLINE_MEDIA_WORKERS: '2',
  DIRECTLINE_TURN_URLS: 'turn:turn.example.org',
  DIRECTLINE_TURN_SECRET: 'long enough',
  DIRECTLINE_SMS_URL: 'https://sms.example.org/send',
  DIRECTLINE_SMTP_URL: 'smtps://mail.example.org',
  DIRECTLINE_MAIL_FROM: 'line@example.org',
  DIRECTLINE_DUTY_PHONE: '13800000000',
  DIRECTLINE_TRUST_PROXY: '1',
};

test('beside a county that is open to the world, the server of a rehearsal is a demo on loopback that meets none of its people', () => {
  expect(() => loadConfig(county, [], machine)).not.toThrow();
  const its = loadConfig(ownSettings(county, { folder: '/tmp/it', port: 5000, mediaPort: 41_000 }), [], machine);
  expect(its).toMatchObject({
    mode: 'demo',
    host: '127.0.0.1',
    dataDir: '/tmp/it',
    tls: null,
    database: { kind: 'embedded' },
    media: { port: 41_000, listen: ['127.0.0.1'], announced: ['127.0.0.1'], tcp: [], workers: 2 },
    smsUrl: null,
    mail: null,
    dutyPhone: null,
  });
});
