/** Signing in: citizens by phone and code, staff by name and password. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { StaffRole } from '../roles.ts';
import { ListedState, Presence, TicketState } from '../states.ts';
import { LIMITS, Line, Phone } from '../text.ts';
import { NoticeDelivery } from '../told.ts';

export const requestCode = defineAction({
  name: 'phone.requestCode',
  says: 'Sends a six-digit code by SMS; it is good for five minutes and five tries.',
  http: { method: 'POST', path: '/api/phone/code' },
  input: z.object({ phone: Phone }),
  result: z.object({ expiresAt: EpochMs, askAgainAt: EpochMs }),
});

export const verifyCode = defineAction({
  name: 'phone.verify',
  says: 'Signs a citizen in with the code from the SMS.',
  http: { method: 'POST', path: '/api/phone/verify' },
  input: z.object({ phone: Phone, code: z.string().check(z.regex(/^\d{6}$/)) }),
  result: z.object({ phoneMasked: z.string() }),
});

export const citizenMe = defineAction({
  name: 'citizen.me',
  says: 'Who this citizen is and which numbers are held by this phone (Q7: several people may share one).',
  kind: 'query',
  http: { method: 'GET', path: '/api/citizen' },
  input: z.object({}),
  result: z.object({
    phoneMasked: z.nullable(z.string()),
    tickets: z.array(
      z.object({
        ticketId: Id,
        sessionId: Id,
        number: z.int(),
        name: z.string(),
        state: TicketState,
        presence: Presence,
      }),
    ),
    /** On waiting lists: those who still wait there, and those who may come as walk-ins. */
    listed: z.array(z.object({ entryId: Id, sessionId: Id, name: z.string(), state: ListedState })),
  }),
});

export const citizenSignOut = defineAction({
  name: 'citizen.signOut',
  says: 'Forgets this phone on this device; numbers that were taken stay.',
  http: { method: 'POST', path: '/api/citizen/sign-out' },
  input: z.object({}),
  result: z.object({}),
});

export const StaffMe = z.object({
  personId: Id,
  userName: z.string(),
  displayName: z.string(),
  countyId: Id,
  countyName: z.string(),
  unitId: z.nullable(Id),
  unitName: z.nullable(z.string()),
  roles: z.array(StaffRole),
});
export type StaffMe = z.infer<typeof StaffMe>;

export const staffSignIn = defineAction({
  name: 'staff.signIn',
  says: 'Signs a member of staff in with name and password.',
  http: { method: 'POST', path: '/api/staff/sign-in' },
  input: z.object({
    userName: Line(LIMITS.userName),
    password: z.string().check(z.minLength(1), z.maxLength(LIMITS.password)),
  }),
  result: StaffMe,
});

export const staffSignOut = defineAction({
  name: 'staff.signOut',
  says: 'Ends this sign-in.',
  http: { method: 'POST', path: '/api/staff/sign-out' },
  input: z.object({}),
  result: z.object({}),
});

export const staffMe = defineAction({
  name: 'staff.me',
  says: 'Who is signed in.',
  kind: 'query',
  http: { method: 'GET', path: '/api/staff/me' },
  input: z.object({}),
  result: StaffMe,
});

export const demoOutbox = defineAction({
  name: 'demo.outbox',
  says: 'What people of a demo county were told, newest first, and how far it has come in each way. Exists in demo mode only.',
  kind: 'query',
  http: { method: 'GET', path: '/api/demo/outbox' },
  input: z.object({}),
  result: z.object({
    messages: z.array(
      z.object({
        id: Id,
        to: z.string(),
        template: z.string(),
        text: z.string(),
        at: EpochMs,
        deliveries: z.array(NoticeDelivery),
        /** What a service message of a WeChat account would show; `null`: it is not told that way. */
        wechat: z.nullable(z.object({ number: z.string(), progress: z.string(), hint: z.string() })),
      }),
    ),
  }),
});
