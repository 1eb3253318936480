/** Whether a browser's `Origin` is this site's own: the public URL, or the very host that the request came to. */
export function ownOrigin(publicUrl: string) {
  return (origin: string | undefined, host: string | undefined): boolean => {
    // Not a browser's cross-site request; cookies are SameSite=Lax besides.
    if (origin === undefined || origin === publicUrl) return true;
    return host !== undefined && URL.canParse(origin) && new URL(origin).host === host;
  };
}
