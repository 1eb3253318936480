/** Runs a bench inside a network of its own, with one address that is no loopback address (Janus uses no other). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** The only address there besides loopback. */
export const ADDRESS = '10.77.0.1';

const INSIDE = 'DIRECTLINE_BENCH_INSIDE';
const SET_UP = [
  'ip link set lo up',
  'ip link add bench0 type veth peer name bench1',
  `ip address add ${ADDRESS}/24 dev bench0`,
  'ip link set bench0 up',
  'ip link set bench1 up',
].join(' && ');

/** Outside: starts this program again inside, and ends with its exit code. Inside it resolves at once. */
export async function enterNamespace(): Promise<void> {
  if (process.env[INSIDE]) return;
  const again = `${SET_UP} && exec "$0" "$@"`;
  const child = spawn('unshare', ['--net', 'sh', '-c', again, process.execPath, ...process.argv.slice(1)], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, [INSIDE]: '1' },
  });
  const [code] = (await once(child, 'exit').catch(() => [127])) as [number | null];
  if (code === 127 || code === 1) process.stderr.write('This bench needs root and Debian’s iproute2 and util-linux.\n');
  process.exit(code ?? 1);
}

/** UDP datagrams that this network has dropped for want of room, in whichever process. */
export function udpDrops(): number {
  const [names = '', values = ''] = readFileSync('/proc/net/snmp', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('Udp:'));
  const of = (name: string) => Number(values.split(' ')[names.split(' ').indexOf(name)] ?? 0);
  return of('RcvbufErrors') + of('SndbufErrors');
}
