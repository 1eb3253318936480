/** Code that is fetched while a page is in use, over a network that may fail at that very moment. */

const AGAIN_MS = [1_000, 3_000, 10_000];

/** Tries until the code is there, and hands it over then. Answers how to give up. */
export function fetchAgain<Module>(fetch: () => Promise<Module>, take: (module: Module) => void): () => void {
  let tries = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isGivenUp = false;
  const attempt = () =>
    fetch().then(
      (module) => {
        if (!isGivenUp) take(module);
      },
      (error: unknown) => {
        if (isGivenUp) return;
        console.error('Code did not load', error);
        timer = setTimeout(attempt, AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]);
        tries += 1;
      },
    );
  void attempt();
  return () => {
    isGivenUp = true;
    clearTimeout(timer);
  };
}
