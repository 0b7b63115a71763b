// Great-circle distance between two places (haversine): enough to weigh shipments by, wrong by at most 0.6 % of the true
// way over the ground's ellipsoid.

export type Place = { latitude: number; longitude: number };

/** Mean radius of the earth (IUGG), kilometres. */
export const earthRadiusKm = 6371.0088;

/** In the unit of `radius`; degrees come in. */
export function distanceBetween(from: Place, to: Place, radius: number = earthRadiusKm): number {
  const rad = Math.PI / 180;
  const phi = from.latitude * rad;
  const phiTo = to.latitude * rad;
  const half = Math.sin((phiTo - phi) / 2);
  const side = Math.sin(((to.longitude - from.longitude) * rad) / 2);
  const chord = half * half + Math.cos(phi) * Math.cos(phiTo) * side * side;
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(chord)));
}
