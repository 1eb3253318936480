/** The one thing to choose while the screen is on: by touch, pointer, or the digits of the keyboard. */
import { useEffect, useRef, useState } from 'react';
import { useT } from '../../desk/texts.ts';
import { type Shortcut, useShortcuts } from '../../desk/use-shortcuts.ts';
import { LARGE_CHOICES, type LargeChoice, type Shown } from './large.ts';
import css from './screen.module.css';

interface Props {
  chosen: LargeChoice;
  shown: Shown;
  onChoose: (choice: LargeChoice) => void;
}

export function LargeChooser({ chosen, shown, onChoose }: Props) {
  const t = useT();
  const [opened, setOpened] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const choose = (choice: LargeChoice) => {
    onChoose(choice);
    setOpened(false);
  };
  const close = () => {
    setOpened(false);
    opener.current?.focus();
  };
  const shortcuts: Shortcut[] = LARGE_CHOICES.map((choice, index) => ({
    key: String(index + 1),
    says: `screen.large.${choice}`,
    run: () => choose(choice),
  }));
  useShortcuts(shortcuts);
  useEffect(() => {
    if (opened) first.current?.focus();
  }, [opened]);
  const isMissing = (choice: LargeChoice) =>
    (choice === 'picture' && !shown.picture) || (choice === 'signer' && !shown.signer);
  return (
    <div className={css.large}>
      <button
        ref={opener}
        type="button"
        className={css.press}
        aria-expanded={opened}
        onClick={() => setOpened(!opened)}
      >
        {t('punctuation.labelled', { label: t('screen.large.title'), value: t(`screen.large.${chosen}`) })}
      </button>
      {opened && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset has a frame and a legend of its own
        <div
          role="group"
          aria-label={t('screen.large.title')}
          className={css.choices}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            // The set-up is asked for by the next one.
            event.stopPropagation();
            close();
          }}
        >
          {LARGE_CHOICES.map((choice, index) => (
            <button
              key={choice}
              ref={choice === chosen ? first : undefined}
              type="button"
              className={css.press}
              aria-pressed={choice === chosen}
              aria-keyshortcuts={String(index + 1)}
              onClick={() => {
                choose(choice);
                opener.current?.focus();
              }}
            >
              <kbd>{index + 1}</kbd> {t(`screen.large.${choice}`)}
              {isMissing(choice) && <small>{t('screen.large.missing')}</small>}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
