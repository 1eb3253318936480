/**
 * The store's functions in sections, each made when the first of its functions is asked for. A transaction needs five or
 * six sections of sixty, and making them all took as long as one of its statements.
 */

// biome-ignore lint/suspicious/noExplicitAny: each section is given the same link, of which it may ask for less.
type Section = (link: any) => object;
type LinkOf<Sections extends readonly Section[]> = Parameters<Sections[number]>[0];
type Together<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;
/** Has what the sections have; of functions with the same name the later section's. */
type OfSections<Sections extends readonly Section[]> = Together<ReturnType<Sections[number]>>;

/** A section is made to learn the names of its functions, once, with the first link; making one changes nothing. */
export function inSections<const Sections extends readonly Section[]>(
  sections: Sections,
): (link: LinkOf<Sections>) => OfSections<Sections> {
  let shape: object | null = null;
  return (link) => {
    shape ??= shapeOf(sections, link);
    const its: Its = { link, made: [] };
    return Object.create(shape, { [ITS]: { value: its } });
  };
}

interface Its {
  readonly link: unknown;
  readonly made: (Record<string, unknown> | undefined)[];
}
const ITS = Symbol('the sections made so far');

function shapeOf(sections: readonly Section[], link: unknown): object {
  const shape = {};
  for (const [index, section] of sections.entries()) {
    for (const name of Object.keys(section(link))) {
      const get = function (this: { readonly [ITS]: Its }): unknown {
        const { link: own, made } = this[ITS];
        const one = made[index] ?? (section(own) as Record<string, unknown>);
        made[index] = one;
        return one[name];
      };
      Object.defineProperty(shape, name, { get, enumerable: true, configurable: true });
    }
  }
  return shape;
}
