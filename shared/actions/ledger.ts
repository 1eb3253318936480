/** The ledger of an evening (本期台账): every matter in one row, for the office. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { OutcomeCounts } from '../minutes.ts';
import { CaseState, Outcome, TicketState } from '../states.ts';
import { PlainDate } from '../text.ts';

const Wording = z.object({ wording: z.string(), unitName: z.string(), dueOn: PlainDate, confirmed: z.boolean() });

export const LedgerRow = z.object({
  /** Of the ticket. */
  number: z.int(),
  ticketState: TicketState,
  /** When the call began; `null`: there was none. */
  calledAt: z.nullable(EpochMs),
  /** As far as the role sees names (T5): the name, or the public name. */
  caller: z.string(),
  township: z.string(),
  categoryCode: z.nullable(z.string()),
  subject: z.string(),
  official: z.string(),
  outcome: z.nullable(Outcome),
  /** `null`: nothing was registered. */
  caseNumber: z.nullable(z.string()),
  caseState: z.nullable(CaseState),
  unitName: z.string(),
  dueAt: z.nullable(EpochMs),
  promises: z.array(Wording),
  /** Marks of 1–5. */
  rating: z.nullable(z.object({ solved: z.int(), attitude: z.int(), speed: z.int() })),
});
export type LedgerRow = z.infer<typeof LedgerRow>;

export const Ledger = z.object({
  session: z.object({
    id: Id,
    number: z.int(),
    title: z.string(),
    startsAt: EpochMs,
    endsAt: EpochMs,
    zone: z.string(),
  }),
  madeAt: EpochMs,
  /** By number; the matters of one visit under each other. */
  rows: z.array(LedgerRow),
  figures: z.object({
    numbers: z.int(),
    calls: z.int(),
    outcomes: OutcomeCounts,
    /** From when a call was live to its end, without what it was held for. */
    meanCallMs: z.nullable(z.int()),
    promises: z.int(),
    notReached: z.int(),
    noShow: z.int(),
  }),
});
export type Ledger = z.infer<typeof Ledger>;

export const openLedger = defineAction({
  name: 'ledger.open',
  says: 'Every matter of an evening in one row, with promises and figures, as far as the role may see (T5, K2). The look is written down. `/api/sessions/…/ledger.xlsx` is the same as a workbook.',
  http: { method: 'POST', path: '/api/sessions/{sessionId}/ledger' },
  input: z.object({ sessionId: Id }),
  result: Ledger,
});
