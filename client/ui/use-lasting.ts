import { useEffect, useState } from 'react';

/** A short gap is nobody's worry. */
const QUIET_MS = 1200;

/** Whether something has been so for a moment already. */
export function useLasting(is: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!is) {
      setLate(false);
      return;
    }
    const timer = setTimeout(() => setLate(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [is]);
  return is && late;
}
