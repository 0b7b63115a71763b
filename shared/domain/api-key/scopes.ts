// What a key of the API opens: each route that other systems may use asks for one of these.
export const apiScopes = [
  'orders:read',
  'orders:write',
  'stock:read',
  'shipments:read',
  'marks:write',
  'waybills:write',
  'books:read',
] as const;
export type ApiScope = (typeof apiScopes)[number];
