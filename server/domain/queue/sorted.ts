/** A list that stays in order while its items come and go one by one. */
export class Sorted<Item> {
  readonly #compare: (one: Item, other: Item) => number;
  readonly #items: Item[] = [];

  /** `compare` answers 0 for an item and itself alone. */
  constructor(compare: (one: Item, other: Item) => number) {
    this.#compare = compare;
  }

  /** In order; changes with the list. */
  get items(): readonly Item[] {
    return this.#items;
  }

  /** Takes the place of an equal one. */
  add(item: Item): void {
    const at = this.indexOf(item);
    this.#items.splice(at, this.#isAt(at, item) ? 1 : 0, item);
  }

  remove(item: Item): void {
    const at = this.indexOf(item);
    if (this.#isAt(at, item)) this.#items.splice(at, 1);
  }

  /** How many come before it, whether or not it is there. */
  indexOf(item: Item): number {
    let at = this.#items.length;
    for (let low = 0; low < at; ) {
      const middle = (low + at) >> 1;
      if (this.#compare(this.#items[middle] as Item, item) < 0) low = middle + 1;
      else at = middle;
    }
    return at;
  }

  #isAt(at: number, item: Item): boolean {
    return at < this.#items.length && this.#compare(this.#items[at] as Item, item) === 0;
  }
}
