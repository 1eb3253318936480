/** Written questions of the audience: what somebody asks, what everybody reads of it, and what the moderator makes of it. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { QUESTION_LENGTH, QuestionState } from '../questions.ts';
import { CaseKind } from '../states.ts';
import { LIMITS, Line } from '../text.ts';
import { WORD_LENGTH } from '../words.ts';

const inSession = { sessionId: Id };
const ofQuestion = { ...inSession, questionId: Id };
const nothing = z.object({});
/** One line, or nothing. */
const MaybeLine = (max: number) => z.string().check(z.trim(), z.maxLength(max), z.regex(/^[^\p{Cc}\u2028\u2029]*$/u));

export const askQuestion = defineAction({
  name: 'question.ask',
  says: 'Hands in a question of the audience to a public session: one per phone number; nothing of it is public before a moderator approved it (A1, A2).',
  http: { method: 'POST', path: '/api/sessions/{sessionId}/question' },
  input: z.object({
    ...inSession,
    text: Line(QUESTION_LENGTH),
    /** The real name, for staff alone. */
    name: Line(LIMITS.name),
    /** What the public reads instead; '': nothing. */
    publicName: MaybeLine(LIMITS.publicName),
  }),
  result: z.object({ questionId: Id }),
});

export const ownQuestion = defineAction({
  name: 'question.own',
  says: 'The question of this phone in a session and what became of it; of a merged one what became of the one it was merged into.',
  kind: 'query',
  http: { method: 'GET', path: '/api/sessions/{sessionId}/question' },
  input: z.object(inSession),
  result: z.object({
    question: z.nullable(
      z.object({
        id: Id,
        text: z.string(),
        state: QuestionState,
        /** The words that are public, once they are. */
        wording: z.nullable(z.string()),
        /** Asked by others too, and answered together. */
        together: z.boolean(),
        askedAt: EpochMs,
        /** Why it was refused, or what was answered. */
        says: z.nullable(z.string()),
        caseNumber: z.nullable(z.string()),
      }),
    ),
  }),
});

export const withdrawQuestion = defineAction({
  name: 'question.withdraw',
  says: 'Takes the own question back, as long as nobody decided about it; another may be asked then.',
  http: { method: 'DELETE', path: '/api/sessions/{sessionId}/question' },
  input: z.object(inSession),
  result: nothing,
});

export const publicQuestions = defineAction({
  name: 'questions.public',
  says: 'Questions that were approved, the newest first, later by the session’s delay (A5): what is asked, by which public name, and what became of it.',
  kind: 'query',
  http: { method: 'GET', path: '/api/sessions/{sessionId}/questions/public' },
  input: z.object(inSession),
  result: z.object({
    /** Whether questions are taken now. */
    open: z.boolean(),
    questions: z.array(
      z.object({
        id: Id,
        wording: z.string(),
        publicName: z.string(),
        state: z.enum(['approved', 'onAir', 'answered', 'written']),
        /** What was answered on air, in a line; '': nothing was noted. */
        note: z.string(),
      }),
    ),
  }),
});

export const QuestionRow = z.object({
  id: Id,
  text: z.string(),
  name: z.string(),
  phoneMasked: z.string(),
  /** As it was asked for; '': none. */
  publicName: z.string(),
  state: QuestionState,
  askedAt: EpochMs,
  /** As it is public. */
  shown: z.nullable(z.object({ wording: z.string(), publicName: z.string() })),
  intoId: z.nullable(Id),
  /** Why it was refused, or what was answered. */
  says: z.nullable(z.string()),
  caseNumber: z.nullable(z.string()),
  caseId: z.nullable(Id),
});
export type QuestionRow = z.infer<typeof QuestionRow>;

export const listQuestions = defineAction({
  name: 'questions.list',
  says: 'All questions of a session, those that were withdrawn left out, oldest first; at most 300.',
  kind: 'query',
  http: { method: 'GET', path: '/api/sessions/{sessionId}/questions' },
  input: z.object(inSession),
  result: z.object({
    questions: z.array(QuestionRow),
    /** After the end: until when the desk decides about those that are open. */
    decideBy: z.nullable(EpochMs),
  }),
});

export const approveQuestion = defineAction({
  name: 'question.approve',
  says: 'Makes a question public in this wording and with this name, or changes both; what was asked is kept. Words of the county’s list need to be confirmed (T5).',
  input: z.object({
    ...ofQuestion,
    wording: Line(QUESTION_LENGTH),
    publicName: MaybeLine(LIMITS.publicName),
    despite: z.optional(z.array(Line(WORD_LENGTH * 2)).check(z.maxLength(200))),
  }),
  result: nothing,
});

export const refuseQuestion = defineAction({
  name: 'question.refuse',
  says: 'Refuses a question with a reason, or with what answers it; whoever asked reads it.',
  input: z.object({ ...ofQuestion, reason: Line(LIMITS.reason) }),
  result: nothing,
});

export const mergeQuestion = defineAction({
  name: 'question.merge',
  says: 'Merges a question into another open one of the session: what becomes of that one becomes of both.',
  input: z.object({ ...ofQuestion, intoId: Id }),
  result: nothing,
});

export const airQuestion = defineAction({
  name: 'question.onAir',
  says: 'Shows an approved question as the one that is being answered, one at a time: at the leader’s screen, the aide’s desk and, later by the delay, to the audience.',
  input: z.object(ofQuestion),
  result: nothing,
});

export const unairQuestion = defineAction({
  name: 'question.offAir',
  says: 'Takes the question that is being answered back among those that are approved.',
  input: z.object(ofQuestion),
  result: nothing,
});

export const answeredQuestion = defineAction({
  name: 'question.answered',
  says: 'Marks a question as answered on air; `note` says in a line what was answered.',
  input: z.object({ ...ofQuestion, note: MaybeLine(LIMITS.message) }),
  result: nothing,
});

export const questionToCase = defineAction({
  name: 'question.toCase',
  says: 'Makes a case of a question, to be answered in writing; whoever asked has it under their phone, and is told by SMS. Each that was merged into it gets one of its own, merged into this one (K6).',
  input: z.object({ ...ofQuestion, subject: Line(LIMITS.subject), kind: CaseKind, categoryCode: Line(20) }),
  result: z.object({ caseId: Id, number: z.string() }),
});

export const putBackQuestion = defineAction({
  name: 'question.putBack',
  says: 'Takes a refusal, a merging or an answer back: the question is as it was before.',
  input: z.object(ofQuestion),
  result: nothing,
});
