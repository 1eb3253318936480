/** How a citizen judges an answer: three marks, their weighted total, and the bands of it. */
import * as z from 'zod/mini';

export const MARKS = [1, 2, 3, 4, 5] as const;
/** How far solved, attitude, speed. */
export const MARKED = ['solved', 'attitude', 'speed'] as const;
export const Mark = z.int().check(z.minimum(1), z.maximum(5));
export const Marks = z.object({ solved: Mark, attitude: Mark, speed: Mark });
export type Marks = z.infer<typeof Marks>;

/** A total at or below it reopens (K5). */
export const POOR_TOTAL = 2;
/** Weights of the three marks; the published system does not give its own. */
const WEIGHTS = { solved: 0.5, attitude: 0.25, speed: 0.25 } as const;

/** Weighted total of the three marks, 1–5. */
export const ratingTotal = ({ solved, attitude, speed }: Marks): number =>
  solved * WEIGHTS.solved + attitude * WEIGHTS.attitude + speed * WEIGHTS.speed;

export const RATING_BANDS = [
  'verySatisfied',
  'satisfied',
  'mostlySatisfied',
  'dissatisfied',
  'veryDissatisfied',
] as const;
export type RatingBand = (typeof RATING_BANDS)[number];

export function ratingBand(total: number): RatingBand {
  if (total > 4) return 'verySatisfied';
  if (total > 3) return 'satisfied';
  if (total > 2) return 'mostlySatisfied';
  return total > 1 ? 'dissatisfied' : 'veryDissatisfied';
}
