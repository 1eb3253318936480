/** A server for tests that run several or kill one: settings come as JSON in the environment, wide limits. */
import { startApp } from '../../server/app.ts';
import type { Config } from '../../server/config.ts';
import { createLogger } from '../../server/observability/logger.ts';

const { fieldKey, ...config } = JSON.parse(process.env.DIRECTLINE_TEST_CONFIG ?? '{}') as Omit<Config, 'fieldKey'> & {
  fieldKey: string;
};
const key = { kind: 'given', key: new Uint8Array(Buffer.from(fieldKey, 'base64')) } as const;
await startApp({ ...config, fieldKey: key }, createLogger(config.logLevel), { throttleFactor: 1000 });
