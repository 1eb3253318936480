const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once for each way of writing: making one takes a phone longer than drawing what it says. */
export function dateFormat(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, zone, options]);
  const found = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  formats.set(key, found);
  return found;
}
