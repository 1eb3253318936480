/** What the store keeps of the minutes of evenings. */
import type { MinutesRecord } from '../../domain/minutes/minutes.ts';

export interface MinutesReader {
  minutes(minutesId: string): Promise<MinutesRecord | null>;
  /** All editions, oldest first. */
  minutesOfSessions(sessionIds: readonly string[]): Promise<MinutesRecord[]>;
  /** Sessions whose minutes are public, the newest publication first. */
  sessionsWithMinutes(countyId: string, limit: number): Promise<string[]>;
}

export interface MinutesWriter {
  insertMinutes(record: MinutesRecord): Promise<void>;
  /** Refuses with STALE when `version` in the store differs; stores `version + 1`. */
  saveMinutes(record: MinutesRecord): Promise<void>;
}
