/** The cookies: one for staff, one for a verified phone, one for a guest link. `__Host-` under TLS (RFC 6265bis §4.1.3.2). */
import type { Request, Response } from 'express';
import type { CookieJar } from '../services/context.ts';

const NAMES = { staff: 'directline-staff', citizen: 'directline-citizen', guest: 'directline-guest' } as const;
type Kind = keyof typeof NAMES;

const nameOf = (kind: Kind, secure: boolean): string => (secure ? `__Host-${NAMES[kind]}` : NAMES[kind]);

/** The token of one kind out of a `Cookie` header. */
export function tokenFrom(header: string | undefined, kind: Kind, secure: boolean): string | null {
  const wanted = `${nameOf(kind, secure)}=`;
  for (const part of (header ?? '').split(';')) {
    const text = part.trim();
    if (text.startsWith(wanted)) return text.slice(wanted.length) || null;
  }
  return null;
}

export function cookieJar(request: Request, response: Response, secure: boolean): CookieJar {
  const attributes = { httpOnly: true, secure, sameSite: 'lax', path: '/' } as const;
  return {
    token: (kind) => tokenFrom(request.headers.cookie, kind, secure),
    set: (kind, token, maxAgeMs) =>
      void response.cookie(nameOf(kind, secure), token, { ...attributes, maxAge: maxAgeMs }),
    clear: (kind) => void response.clearCookie(nameOf(kind, secure), attributes),
  };
}
