/** Fields with a visible label, a hint, and an error that says what to do. */
import { type InputHTMLAttributes, type ReactNode, useId } from 'react';

interface Shared {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
}

/** `known`: what is offered while typing; anything else may be written too. */
export function TextField({
  label,
  hint,
  error,
  counter,
  known,
  ...rest
}: Shared & InputHTMLAttributes<HTMLInputElement> & { counter?: ReactNode; known?: readonly string[] }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      <input
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-hint ${id}-error`}
        {...(known ? { list: `${id}-known` } : {})}
        {...rest}
      />
      {known && (
        <datalist id={`${id}-known`}>
          {known.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      <FieldFoot id={id} error={error} counter={counter} />
    </div>
  );
}

export function TextArea({
  label,
  hint,
  error,
  value,
  onText,
  longest,
  rows = 3,
}: Shared & { value: string; onText: (text: string) => void; longest: number; rows?: number }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      <textarea
        id={id}
        rows={rows}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-hint ${id}-error`}
        onChange={(event) => onText(event.target.value)}
      />
      <FieldFoot id={id} error={error} counter={`${[...value].length} / ${longest}`} />
    </div>
  );
}

export function Select({
  label,
  hint,
  error,
  value,
  onChoice,
  options,
  empty,
}: Shared & { value: string; onChoice: (value: string) => void; options: readonly string[]; empty: string }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      <select
        id={id}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-hint ${id}-error`}
        onChange={(event) => onChoice(event.target.value)}
      >
        <option value="">{empty}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
      <FieldFoot id={id} error={error} />
    </div>
  );
}

function FieldFoot({ id, error, counter }: { id: string; error: string | undefined; counter?: ReactNode }) {
  return (
    <div className="field-foot">
      <p id={`${id}-error`} className="field-error" role="alert">
        {error}
      </p>
      {counter && <span className="counter">{counter}</span>}
    </div>
  );
}

/** One consent, one box; the whole line can be tapped. */
export function Tick({
  label,
  hint,
  checked,
  onChange,
  disabled = false,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}) {
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        <strong>{label}</strong>
        {hint && <span className="hint">{hint}</span>}
      </span>
    </label>
  );
}
