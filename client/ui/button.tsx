/** Buttons: at least 56 px high; `primary` once per screen. */
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from '../app/router.tsx';

type Kind = 'primary' | 'plain' | 'quiet' | 'grave';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: Kind;
  wide?: boolean;
  /** Waiting for the server: stays focusable, does nothing. */
  busy?: boolean;
}

const classes = (kind: Kind, wide: boolean) => `button ${kind}${wide ? ' wide' : ''}`;

export function Button({ kind = 'plain', wide = false, busy = false, onClick, type, ...rest }: ButtonProps) {
  return (
    <button
      type={type ?? 'button'}
      className={classes(kind, wide)}
      aria-busy={busy}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
      {...rest}
    />
  );
}

export function ButtonLink({
  href,
  kind = 'plain',
  wide = false,
  children,
}: {
  href: string;
  kind?: Kind;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <Link href={href} className={classes(kind, wide)}>
      {children}
    </Link>
  );
}
