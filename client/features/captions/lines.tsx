/** Captions to be read; a screen reader is told finished lines alone. */
import type { CaptionLine } from '../../../shared/captions.ts';

export function CaptionLines({ lines, className }: { lines: readonly CaptionLine[]; className: string | undefined }) {
  return (
    <div className={className}>
      <div aria-live="polite">
        {lines
          .filter(({ final }) => final)
          .map(({ id, text }) => (
            <p key={id}>{text}</p>
          ))}
      </div>
      <div aria-live="off">
        {lines
          .filter(({ final }) => !final)
          .map(({ id, text }) => (
            <p key={id} data-growing>
              {text}
            </p>
          ))}
      </div>
    </div>
  );
}
