/** What came in, by one of its properties, most first. */
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { Panel } from '../../desk/panel.tsx';
import { useT } from '../../desk/texts.ts';
import css from './figures.module.css';
import { Bar } from './unit-table.tsx';

const FIRST = 8;

interface Props {
  title: string;
  counts: readonly { readonly name: string; readonly count: number }[];
  nameOf: (name: string) => string;
}

export function CountList({ title, counts, nameOf }: Props) {
  const t = useT();
  const [whole, setWhole] = useState(false);
  const most = counts[0]?.count ?? 0;
  const left = counts.length - FIRST;
  return (
    <Panel title={title}>
      {counts.length === 0 && <Text size="sm">{t('figures.nothing')}</Text>}
      <table className={css.counts} aria-label={title}>
        <tbody>
          {(whole ? counts : counts.slice(0, FIRST)).map(({ name, count }) => (
            <tr key={name}>
              <th scope="row">{nameOf(name)}</th>
              <td>
                <Bar share={count / most} />
              </td>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={() => setWhole((before) => !before)}>
          {whole ? t('figures.fewer') : t('figures.more', { count: left })}
        </Button>
      )}
    </Panel>
  );
}
