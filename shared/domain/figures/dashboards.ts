// What the figures are looked at as.
export const dashboards = ['work', 'costs', 'goods', 'forecasts', 'customers'] as const;
export type Dashboard = (typeof dashboards)[number];
