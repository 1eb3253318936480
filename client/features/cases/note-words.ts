/** Words of a note as they are compared: the server keeps them without white space at their ends, a field has it while somebody types. */
export const sameWords = (one: string, other: string): boolean => one.trim() === other.trim();

/** What stands in the field once the server tells a note: somebody else's words come only while nothing of one's own is unsaved. */
export const inField = (typed: string, saved: string, told: string): string =>
  sameWords(typed, saved) && !sameWords(typed, told) ? told : typed;
