/** A threat to life: raised at a desk, rung at the others, closed with an outcome (C9). */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EmergencyHead, EmergencyOutcome, Helper } from '../emergency.ts';
import { Id } from '../ids.ts';
import { LIMITS, Paragraph } from '../text.ts';

const ofOne = { emergencyId: Id };

export const raiseEmergency = defineAction({
  name: 'emergency.raise',
  says: 'Rings the other desks for a threat to the life of whoever has this ticket; its call goes on untouched. One is open per ticket: again is the same (C9).',
  http: { method: 'POST', path: '/api/sessions/{sessionId}/tickets/{ticketId}/emergency' },
  // By the desk of a department's room, whose officer is one on that connection alone.
  socket: true,
  input: z.object({ sessionId: Id, ticketId: Id, said: Paragraph(LIMITS.wording) }),
  result: z.object({ emergencyId: Id }),
});

export const listEmergencies = defineAction({
  name: 'emergencies.list',
  says: 'Open emergencies of the county, without personal data.',
  kind: 'query',
  http: { method: 'GET', path: '/api/emergencies' },
  input: z.object({}),
  result: z.object({ emergencies: z.array(EmergencyHead) }),
});

export const openEmergency = defineAction({
  name: 'emergency.open',
  says: 'Whom it is about, with phone number and place, and the county’s duty phone; each look is written down (T5). An aide opens those that they raised.',
  http: { method: 'POST', path: '/api/emergencies/{emergencyId}/open' },
  input: z.object(ofOne),
  result: z.object({
    name: z.string(),
    publicName: z.string(),
    /** `null`: somebody without a phone. */
    phone: z.nullable(z.string()),
    /** Where they are now, where they take part at a terminal or at an officer's device (Q7). */
    at: z.nullable(
      z.object({ by: z.enum(['terminal', 'officer']), name: z.string(), unitName: z.nullable(z.string()) }),
    ),
    /** Where they come from. */
    placeName: z.string(),
    subject: z.string(),
    said: z.string(),
    dutyPhone: z.nullable(z.string()),
    caseId: Id,
  }),
});

export const acceptEmergency = defineAction({
  name: 'emergency.accept',
  says: 'Takes care of an emergency that another desk raised: the ringing ends everywhere.',
  http: { method: 'POST', path: '/api/emergencies/{emergencyId}/accept' },
  input: z.object(ofOne),
  result: z.object({}),
});

export const noteEmergencyCall = defineAction({
  name: 'emergency.called',
  says: 'Notes that somebody was called for help, by whom and when.',
  http: { method: 'POST', path: '/api/emergencies/{emergencyId}/called' },
  input: z.object({ ...ofOne, whom: Helper }),
  result: z.object({}),
});

export const closeEmergency = defineAction({
  name: 'emergency.close',
  says: 'Closes an emergency with what became of it.',
  http: { method: 'POST', path: '/api/emergencies/{emergencyId}/close' },
  input: z.object({ ...ofOne, outcome: EmergencyOutcome, note: Paragraph(LIMITS.wording) }),
  result: z.object({}),
});
