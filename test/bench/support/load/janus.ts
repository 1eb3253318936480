/** Debian's Janus with one videoroom and one event loop, configured for the bench alone. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '../../../support/until.ts';
import { ADDRESS } from './namespace.ts';
import type { RoomAddress } from './room.ts';

export const ROOM = 1;
const PORT = 8188;
const LIBRARIES = '/usr/lib';

const filesOf = (plugins: string): Readonly<Record<string, string>> => ({
  'janus.jcfg': `
    general: {
      plugins_folder = "${plugins}/plugins"
      transports_folder = "${plugins}/transports"
      events_folder = "${plugins}/events"
      loggers_folder = "${plugins}/loggers"
      debug_level = 2
      event_loops = 1
    }
    media: { rtp_port_range = "20000-30000" }
    nat: { ice_lite = true }
    plugins: { disable = "libjanus_audiobridge.so,libjanus_duktape.so,libjanus_echotest.so,libjanus_lua.so,libjanus_nosip.so,libjanus_recordplay.so,libjanus_sip.so,libjanus_streaming.so,libjanus_textroom.so,libjanus_videocall.so,libjanus_voicemail.so" }
    transports: { disable = "libjanus_http.so,libjanus_mqtt.so,libjanus_nanomsg.so,libjanus_pfunix.so,libjanus_rabbitmq.so" }
  `,
  'janus.transport.websockets.jcfg': `
    general: { json = "compact", ws = true, ws_port = ${PORT}, ws_ip = "${ADDRESS}", wss = false }
    admin: { admin_ws = false, admin_wss = false }
  `,
  'janus.plugin.videoroom.jcfg': `
    general: { events = false }
    room-${ROOM}: { publishers = 6, bitrate = 3000000, audiocodec = "opus", videocodec = "vp8", record = false, notify_joining = false }
  `,
});

export interface LoadServer {
  readonly room: RoomAddress;
  /** Whose processor time is counted. */
  readonly pids: readonly number[];
  stop(): Promise<void>;
}

export async function startJanus(): Promise<LoadServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'directline-janus-'));
  const architecture = (await readdir(LIBRARIES)).find((name) => name.endsWith('-linux-gnu')) ?? '';
  const files = filesOf(path.join(LIBRARIES, architecture, 'janus'));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(path.join(folder, name), text)));
  const child = spawn('janus', ['-F', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const gone = once(child, 'exit');
  const url = `ws://${ADDRESS}:${PORT}`;
  await until('Janus', async () => {
    if (child.exitCode !== null) throw new Error(`Janus ended with code ${child.exitCode}`);
    return answers(url);
  });
  return {
    room: { kind: 'janus', url },
    pids: [child.pid ?? 0],
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Any answer over HTTP will do. */
const answers = (url: string): Promise<boolean> =>
  fetch(url.replace('ws', 'http')).then(
    () => true,
    () => false,
  );
