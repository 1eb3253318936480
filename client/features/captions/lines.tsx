/** Captions to be read; a screen reader is told finished lines alone. */
import type { CaptionLine } from '../../../shared/captions.ts';

interface Props {
  lines: readonly CaptionLine[];
  className: string | undefined;
  /** Read while nothing is said, where the place stays. */
  quiet?: string;
}

export function CaptionLines({ lines, className, quiet }: Props) {
  return (
    <div className={className}>
      {lines.length === 0 && quiet && <p data-quiet>{quiet}</p>}
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
