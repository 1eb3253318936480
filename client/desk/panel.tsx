import type { ReactNode } from 'react';
import css from './desk.module.css';

/** One titled area of a desk; `aside` stands at the right of the title. */
export function Panel({
  title,
  aside,
  children,
  id,
  fill,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  id?: string;
  fill?: boolean;
}) {
  return (
    <section className={css.panel} aria-label={title} id={id} data-fill={fill || undefined}>
      <header className={css.panelHead}>
        <h2>{title}</h2>
        {aside && <div className={css.aside}>{aside}</div>}
      </header>
      <div className={css.panelBody}>{children}</div>
    </section>
  );
}

/** A name and its value, many of them under each other. */
export function Facts({ rows }: { rows: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={css.facts}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
