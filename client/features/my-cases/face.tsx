import type { Marks } from '../../../shared/case-rating.ts';

type Mark = Marks['solved'];

/** From sad to glad; the word beside it says the same. */
export function Face({ mark }: { mark: Mark }) {
  const bend = (mark - 3) * 4;
  return (
    <svg className="face" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <circle cx="20" cy="20" r="17" />
      <circle className="eye" cx="14" cy="16" r="2.2" />
      <circle className="eye" cx="26" cy="16" r="2.2" />
      <path d={`M12 ${27 - bend / 2} Q20 ${27 + bend} 28 ${27 - bend / 2}`} />
    </svg>
  );
}
