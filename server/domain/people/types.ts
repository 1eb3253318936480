/** Who asks. Made at the edge from a cookie and a handshake, never from what a client claims. */
import type { HelperKind } from '../../../shared/helpers.ts';
import type { StaffRole } from '../../../shared/roles.ts';

export type Actor =
  | { readonly kind: 'anyone'; readonly countyId: string; readonly address: string }
  /** A phone that was verified; several people may share it (Q7). */
  | { readonly kind: 'citizen'; readonly countyId: string; readonly phoneId: string; readonly address: string }
  | {
      readonly kind: 'staff';
      readonly countyId: string;
      readonly personId: string;
      readonly displayName: string;
      readonly unitId: string | null;
      readonly roles: readonly StaffRole[];
      readonly address: string;
    }
  /** Whoever came by a guest link that holds, for its evening alone (C14). */
  | {
      readonly kind: 'helper';
      readonly countyId: string;
      readonly helperId: string;
      readonly helperKind: HelperKind;
      readonly sessionId: string;
      readonly seatId: string;
      readonly name: string;
      readonly address: string;
    }
  /** Deadlines and other things that happen by themselves. */
  | { readonly kind: 'system'; readonly countyId: string };

export interface PersonRecord {
  readonly id: string;
  readonly countyId: string;
  readonly kind: 'citizen' | 'staff';
  readonly name: string;
  readonly phoneId: string | null;
}
