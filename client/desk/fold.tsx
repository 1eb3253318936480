import { type ReactNode, useState } from 'react';
import css from './desk.module.css';

/** As a panel, on one line until it is opened; `aside` tells what is in it. */
export function Fold({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <section className={css.panel} aria-label={title}>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className={css.foldHead}>
          <h2>{title}</h2>
          {aside && <span className={css.aside}>{aside}</span>}
        </summary>
        {open && <div className={css.panelBody}>{children}</div>}
      </details>
    </section>
  );
}
