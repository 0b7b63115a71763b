// A carrier's own page of one parcel, by the address that the office has entered for it.

/** @param template with `{number}` in it; anything else is none */
export function trackingUrlOf(template: unknown, trackingNumber: string): string | null {
  return typeof template === 'string' && template.includes('{number}')
    ? template.replace('{number}', encodeURIComponent(trackingNumber))
    : null;
}
