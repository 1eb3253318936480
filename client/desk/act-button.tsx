/** A button whose work takes a moment: it shows so and is not pressed twice. The key that does the same stands in it. */
import { Button, type ButtonProps, Kbd } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';

export interface ActButtonProps extends ButtonProps {
  id?: string;
  className?: string;
  act: () => Promise<unknown> | undefined;
  hotkey?: string | undefined;
  /** Works with Alt too, where the key alone rests. */
  altHotkey?: boolean;
  children: ReactNode;
  title?: string | undefined;
  type?: 'button' | 'submit';
}

export function ActButton({ act, hotkey, altHotkey, children, ...rest }: ActButtonProps) {
  const [busy, setBusy] = useState(false);
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);
  const press = () => {
    const work = act();
    if (!work) return;
    setBusy(true);
    void work.finally(() => alive.current && setBusy(false));
  };
  return (
    <Button
      size="compact-md"
      {...rest}
      loading={busy}
      onClick={press}
      aria-keyshortcuts={altHotkey && hotkey ? `${hotkey} Alt+${hotkey}` : hotkey}
      rightSection={
        hotkey ? (
          <Kbd size="xs" aria-hidden="true">
            {hotkey}
          </Kbd>
        ) : undefined
      }
    >
      {children}
    </Button>
  );
}
