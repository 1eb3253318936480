/** The columns of the moderator's table; those that say who and where somebody is are always shown. */
export const COLUMNS = [
  'place',
  'number',
  'name',
  'placeName',
  'subject',
  'category',
  'waited',
  'state',
  'holder',
  'visits',
  'consents',
  'passes',
] as const;
export type Column = (typeof COLUMNS)[number];

/** The least width in rem, and what share of the rest it takes. */
const WIDTHS: Record<Column, readonly [rem: number, share: number]> = {
  place: [2.1, 0],
  number: [3, 0],
  name: [4.6, 0.4],
  placeName: [5, 1],
  subject: [9, 3.2],
  category: [4, 1],
  waited: [3.1, 0],
  state: [5, 0],
  holder: [4.6, 0.8],
  visits: [2.1, 0],
  consents: [3.5, 0],
  passes: [2.1, 0],
};
const GAP_REM = 0.35;
const EDGE_REM = 0.5;

export const OPTIONAL = ['placeName', 'category', 'waited', 'holder', 'visits', 'consents', 'passes'] as const;
export type OptionalColumn = (typeof OPTIONAL)[number];
/** As long as a moderator chose nothing else; whoever waits has a category only once the moderator gave one. */
export const SHOWN_AT_FIRST: readonly OptionalColumn[] = ['waited', 'visits', 'consents', 'passes'];

const isOptional = (column: Column): column is OptionalColumn => (OPTIONAL as readonly Column[]).includes(column);

/** In the order of the table, whatever the order of the choice. */
export const columnsOf = (chosen: readonly OptionalColumn[]): readonly Column[] =>
  COLUMNS.filter((column) => !isOptional(column) || chosen.includes(column));

/** For `grid-template-columns`. */
export const widthsOf = (columns: readonly Column[]): string =>
  columns
    .map((column) => {
      const [rem, share] = WIDTHS[column];
      return share === 0 ? `${rem}rem` : `minmax(${rem}rem, ${share}fr)`;
    })
    .join(' ');

/** Below it the table scrolls sideways, in rem. */
export const leastWidthOf = (columns: readonly Column[]): number =>
  columns.reduce((sum, column) => sum + WIDTHS[column][0] + GAP_REM, 2 * EDGE_REM - GAP_REM);
