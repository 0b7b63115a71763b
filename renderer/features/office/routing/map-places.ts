// Degrees to points of a picture, all of them inside; a degree of longitude shrinks with the latitude.

export type Placed = { latitude: number; longitude: number };
export type Picture = { width: number; height: number; margin: number };

export function fitted(
  places: readonly Placed[],
  { width, height, margin }: Picture,
): (place: Placed) => { x: number; y: number } {
  const middle = places.reduce((sum, { latitude }) => sum + latitude, 0) / Math.max(1, places.length);
  const shrink = Math.max(0.1, Math.cos((middle * Math.PI) / 180));
  const xs = places.map(({ longitude }) => longitude * shrink);
  const ys = places.map(({ latitude }) => -latitude);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const spanX = Math.max(...xs) - left;
  const spanY = Math.max(...ys) - top;
  const scale = Math.min((width - 3 * margin) / (spanX || 1), (height - 2 * margin) / (spanY || 1));
  return ({ latitude, longitude }) => ({
    x: margin + (longitude * shrink - left) * scale,
    y: margin + (-latitude - top) * scale,
  });
}
