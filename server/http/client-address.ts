/** The client's address of an upgrade request, with as many proxies believed as express believes (`trust proxy`). */
import type { IncomingMessage } from 'node:http';

export function clientAddress(request: IncomingMessage, trustProxyHops: number): string {
  const direct = request.socket.remoteAddress ?? '';
  if (trustProxyHops === 0) return direct;
  const header = request.headers['x-forwarded-for'];
  const hops = (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((hop) => hop.trim())
    .filter(Boolean);
  const chain = [direct, ...hops.reverse()];
  return chain[Math.min(trustProxyHops, chain.length - 1)] ?? direct;
}
