/** The page is seen again: what a phone call, a locked screen or another app stopped can be taken up. Returns how to stop. */
export function onShown(listener: () => void): () => void {
  const shown = () => {
    if (!document.hidden) listener();
  };
  document.addEventListener('visibilitychange', shown);
  window.addEventListener('pageshow', shown);
  return () => {
    document.removeEventListener('visibilitychange', shown);
    window.removeEventListener('pageshow', shown);
  };
}
