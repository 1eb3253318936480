import { useT } from '../../ui/texts.ts';
import { plainDate } from '../../ui/time.ts';

interface Promised {
  readonly wording: string;
  readonly unitName: string;
  readonly dueOn: string;
}

/** Promises that the leader confirmed (C8): the words, whose they are, and by when. */
export function PromiseList({ promises }: { promises: readonly Promised[] }) {
  const t = useT();
  if (promises.length === 0) return null;
  return (
    <div className="stack tight">
      <h3>{t('promise.title')}</h3>
      <ul className="plain-list">
        {promises.map((promise) => (
          <li key={`${promise.dueOn} ${promise.wording}`} className="note good">
            <p className="big">{promise.wording}</p>
            <p>{t('promise.by', { unit: promise.unitName, date: plainDate(promise.dueOn) })}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
