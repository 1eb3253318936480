/** An emergency (C9): a threat to somebody's life, as the desks tell each other of it. No personal data is in a head. */
import * as z from 'zod/mini';
import { EpochMs, Id } from './ids.ts';

/** Whom to call: police, ambulance, fire brigade, psychological aid, the county's duty phone, people on the spot. */
export const HELPERS = ['police', 'ambulance', 'fire', 'mind', 'duty', 'village'] as const;
export const Helper = z.enum(HELPERS);
export type Helper = z.infer<typeof Helper>;
/** The numbers that are the same in every county. */
export const HELP_NUMBERS: Readonly<Partial<Record<Helper, string>>> = {
  police: '110',
  ambulance: '120',
  fire: '119',
  mind: '12356',
};

export const EMERGENCY_OUTCOMES = ['handedOver', 'calmed', 'mistaken', 'other'] as const;
export const EmergencyOutcome = z.enum(EMERGENCY_OUTCOMES);
export type EmergencyOutcome = z.infer<typeof EmergencyOutcome>;

const By = z.object({ at: EpochMs, byId: Id, byName: z.string() });

export const EmergencyHead = z.object({
  id: Id,
  sessionId: Id,
  ticketId: Id,
  number: z.int(),
  raised: By,
  /** Who takes care of it; every other desk rings until then. */
  accepted: z.nullable(By),
  /** Nobody accepted in time, and the county's duty phone was sent an SMS. */
  escalatedAt: z.nullable(EpochMs),
  steps: z.array(z.object({ ...By.shape, whom: Helper })),
});
export type EmergencyHead = z.infer<typeof EmergencyHead>;
