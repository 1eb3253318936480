/** Q7: so many persons of one phone may have a number in one session; one that was given back leaves room for another. */
export const PERSONS_PER_PHONE = 4;
