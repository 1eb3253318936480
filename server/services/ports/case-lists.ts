/** Reading lists of cases: what a list is asked for, whatever role asks, and what comes back. */
import type { CaseFlag, CaseGrouping, CaseSort } from '../../../shared/case-filter.ts';
import type { ReadScope } from '../../domain/cases/access.ts';
import type { Turn } from '../../domain/cases/listing.ts';
import type { CaseRecord } from '../../domain/cases/types.ts';

export interface CasesWanted {
  /** Whose list it is (K2, T5). */
  readonly scope: ReadScope;
  /** Sealed cases are among them although their words are not to be read: to know that they exist. */
  readonly bare: boolean;
  /** None: any. */
  readonly states: readonly CaseRecord['state'][];
  /** Those alone that are not over. */
  readonly open: boolean;
  readonly kind?: CaseRecord['kind'];
  /** `code` as asked for, of either level, and all second-level codes that it has, itself too. */
  readonly categories?: { readonly code: string; readonly codes: readonly string[] };
  /** `null`: no unit has it. */
  readonly mainUnitId?: string | null;
  /** A township, or the whole name of a place. */
  readonly place?: string;
  readonly channel?: CaseRecord['channel'];
  readonly urgency?: NonNullable<CaseRecord['urgency']>;
  /** All of them. */
  readonly flags: readonly CaseFlag[];
  /** A deadline that runs and is before this, and not before `from`; epoch milliseconds, as those below. */
  readonly due?: { readonly from: number | null; readonly before: number };
  readonly openedFrom?: number;
  readonly openedBefore?: number;
  /** What waits for one of these steps. */
  readonly turns?: readonly Turn[];
  /** Its words are in subject, content, place, number or official reply. */
  readonly text?: string;
  /** The text may be the whole name of the person. */
  readonly names?: boolean;
}

export interface ListedCase {
  readonly record: CaseRecord;
  /** What the list is sorted by. */
  readonly at: number;
}

export interface CaseViewRecord {
  readonly id: string;
  readonly countyId: string;
  readonly personId: string;
  /** Whose people have it too; `null`: its person alone. */
  readonly unitId: string | null;
  readonly name: string;
  readonly query: string;
  readonly at: number;
}

export interface CaseListReader {
  /** One page, behind `after` where there is one. */
  listCases(
    wanted: CasesWanted,
    how: {
      readonly sort: CaseSort;
      readonly after: { readonly at: number; readonly id: string } | null;
      readonly limit: number;
    },
  ): Promise<ListedCase[]>;
  /** How many, counted up to `most`. */
  countCases(wanted: CasesWanted, most: number): Promise<number>;
  /** How many of each group, the largest first; of places their townships. */
  groupCases(wanted: CasesWanted, by: CaseGrouping): Promise<{ readonly key: string | null; readonly count: number }[]>;
  /** Cases that tell of the same as a text, the most alike first. */
  similarCases(wanted: {
    readonly scope: ReadScope;
    readonly text: string;
    readonly exceptId: string | null;
    readonly limit: number;
  }): Promise<CaseRecord[]>;
  /** Of this person, and shared in this unit. */
  caseViews(personId: string, unitId: string | null): Promise<CaseViewRecord[]>;
  caseView(viewId: string): Promise<CaseViewRecord | null>;
}

export interface CaseListWriter {
  insertCaseView(view: CaseViewRecord): Promise<void>;
  renameCaseView(viewId: string, name: string): Promise<void>;
  deleteCaseView(viewId: string): Promise<void>;
}
