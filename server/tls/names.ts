import os from 'node:os';
import { type MachineFacts, reachOf } from '../config/addresses.ts';
import { permittedNames } from './name-constraints.ts';

/** What the local certificate is for: this machine by loopback, by its private addresses and by its local name. */
export function localNames(machine: MachineFacts, hostName = os.hostname()): string[] {
  const name = hostName.toLowerCase();
  const named = permittedNames.some((suffix) => name.endsWith(`.${suffix}`)) ? [name] : [];
  const mdns = /^[a-z0-9-]+$/.test(name) && name !== 'localhost' ? [`${name}.local`] : [];
  const addresses = machine.addresses.filter((address) => reachOf(address) === 'lan').sort();
  return [...new Set(['localhost', '127.0.0.1', '::1', ...named, ...mdns, ...addresses])];
}
