/** What anybody may ask, without an account. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { CaseState, ReplyBy, SessionState } from '../states.ts';
import { PlainDate } from '../text.ts';

export const SessionCard = z.object({
  id: Id,
  /** 第 N 期 */
  number: z.int(),
  title: z.string(),
  topic: z.string(),
  scope: z.string(),
  state: SessionState,
  startsAt: EpochMs,
  endsAt: EpochMs,
  /** IANA zone of the county; times are shown in it (S2). */
  zone: z.string(),
  /** The county opened this session to the public (C2). */
  public: z.boolean(),
  /** Numbers are being given out now. */
  admitting: z.boolean(),
  /** Places can be booked now, before the evening. */
  bookable: z.boolean(),
  /** Booked out before the evening: one can join its waiting list (Q2), on which so many are. */
  listing: z.boolean(),
  listed: z.int(),
  /** Of each `booked + walkIn` calls so many go to each lane (Q2). */
  ratio: z.object({ booked: z.int(), walkIn: z.int() }),
  /** Departments' rooms, off air. */
  rooms: z.array(z.object({ seatId: Id, name: z.string(), unitId: Id })),
  /** What a number taken or booked now means, in milliseconds from the beginning or from now (Q5); `null`: none can be had. */
  outlook: z.nullable(z.object({ lowMs: z.int(), highMs: z.int(), probablyNotTonight: z.boolean() })),
  officials: z.array(z.object({ name: z.string(), title: z.string() })),
  waiting: z.int(),
});
export type SessionCard = z.infer<typeof SessionCard>;

export const listSessions = defineAction({
  name: 'sessions.list',
  says: 'The county, tonight’s session, and the coming ones.',
  kind: 'query',
  http: { method: 'GET', path: '/api/sessions' },
  input: z.object({}),
  result: z.object({
    county: z.object({ id: Id, name: z.string(), zone: z.string() }),
    demo: z.boolean(),
    sessions: z.array(SessionCard),
  }),
});

export const aboutServer = defineAction({
  name: 'server.about',
  says: 'What a phone needs to know of this server before it opens the camera: whether its certificate must be trusted by hand.',
  kind: 'query',
  http: { method: 'GET', path: '/api/about' },
  input: z.object({}),
  result: z.object({
    /** Set when the server made its own certificate authority; `fingerprint` is its SHA-256 as phones show it. */
    trust: z.nullable(z.object({ path: z.string(), fingerprint: z.string() })),
  }),
});

export const showSession = defineAction({
  name: 'session.show',
  says: 'One session.',
  kind: 'query',
  http: { method: 'GET', path: '/api/sessions/{sessionId}' },
  input: z.object({ sessionId: Id }),
  result: z.object({
    session: SessionCard,
    /** Townships and villages of the county, to choose from while joining. */
    places: z.array(z.object({ township: z.string(), villages: z.array(z.string()) })),
    consentVersion: z.string(),
    /** Its minutes can be read. */
    minutes: z.boolean(),
  }),
});

export const Category = z.object({ code: z.string(), name: z.string(), nameEn: z.string() });

export const listCategories = defineAction({
  name: 'categories.list',
  says: 'The two-level tree of categories.',
  kind: 'query',
  http: { method: 'GET', path: '/api/categories' },
  input: z.object({}),
  result: z.object({ categories: z.array(z.extend(Category, { children: z.array(Category) })) }),
});

export const showReceipt = defineAction({
  name: 'receipt.show',
  says: 'How the cases of one ticket stand, for whoever holds the link from the receipt.',
  kind: 'query',
  http: { method: 'GET', path: '/api/receipts/{token}' },
  input: z.object({ token: Id }),
  result: z.object({
    sessionTitle: z.string(),
    /** IANA zone of the county; times are shown in it (S2). */
    zone: z.string(),
    calledAt: z.nullable(EpochMs),
    /** Where to go instead, after an outcome out of scope. */
    whereTo: z.nullable(z.string()),
    /** Until when the county phones or writes, after an evening that did not reach this person (S4). */
    due: z.nullable(z.object({ by: ReplyBy, on: PlainDate })),
    cases: z.array(
      z.object({
        number: z.string(),
        subject: z.string(),
        state: CaseState,
        unitName: z.nullable(z.string()),
        promises: z.array(z.object({ wording: z.string(), unitName: z.string(), dueOn: z.string() })),
        steps: z.array(z.object({ at: EpochMs, what: z.string() })),
      }),
    ),
  }),
});
