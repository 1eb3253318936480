/**
 * One line over a desk: what nobody has looked at yet, oldest first, and the switch of the sound. It is always there, so
 * that nothing below it moves when something comes up.
 */
import { Kbd, Switch, UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { elapsed, shortened } from '../../desk/format.ts';
import { useTitle } from '../../desk/shell.tsx';
import { useT } from '../../desk/texts.ts';
import { useServerNow } from '../../realtime/react.tsx';
import css from './attention-line.module.css';
import type { Attention } from './use-attention.ts';
import { markedTitle } from './watch.ts';

interface Props {
  attention: Attention;
  title: string;
  /** Chooses the ticket. */
  onLook: (ticketId: string) => void;
  hotkey: string;
}

/** More than these are counted. */
const SHOWN = 4;
/** A longer name would push what to do out of a narrow window. */
const NAME_MOST = 8;

export function AttentionLine({ attention: { items, sound }, title, onLook, hotkey }: Props) {
  const t = useT();
  const now = useServerNow();
  useMarkedTitle(title, items.length);
  const newest = items.at(-1);
  const words = ({ kind, number, name }: (typeof items)[number], most?: number) =>
    t(`attention.${kind}`, { number, name: most === undefined ? name : shortened(name, most) });
  return (
    <section className={css.line} data-any={items.length > 0 || undefined} aria-label={t('attention.label')}>
      <p className={css.hidden} role="status">
        {newest && t('attention.said', { count: items.length, what: words(newest) })}
      </p>
      {items.length === 0 ? (
        <span className={css.none}>{t('attention.none')}</span>
      ) : (
        <ul className={css.list}>
          {items.slice(0, SHOWN).map((item, index) => (
            <li key={item.id}>
              <UnstyledButton
                className={css.item}
                onClick={() => onLook(item.ticketId)}
                title={words(item)}
                data-oldest={index === 0 || undefined}
              >
                {words(item, NAME_MOST)} <time>{elapsed(Math.max(0, now - item.since))}</time>
                {index === 0 && (
                  <Kbd size="xs" aria-hidden="true">
                    {hotkey}
                  </Kbd>
                )}
              </UnstyledButton>
            </li>
          ))}
          {items.length > SHOWN && <li>{t('attention.more', { count: items.length - SHOWN })}</li>}
        </ul>
      )}
      {sound.blocked && <span className={css.hint}>{t('attention.blocked')}</span>}
      <Switch
        size="xs"
        className={css.sound}
        label={t('attention.sound')}
        checked={sound.on}
        onChange={(event) => sound.set(event.currentTarget.checked)}
      />
    </section>
  );
}

const FLASH_MS = 1000;

/** The mark comes and goes while the tab is in the background, and stands while it is looked at. */
export function useMarkedTitle(title: string, count: number): void {
  const [marked, setMarked] = useState(true);
  const isAny = count > 0;
  useEffect(() => {
    setMarked(true);
    if (!isAny) return;
    const timer = setInterval(() => setMarked((old) => !document.hidden || !old), FLASH_MS);
    return () => clearInterval(timer);
  }, [isAny]);
  useTitle(markedTitle(title, count, marked));
}
