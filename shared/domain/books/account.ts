// The chart of accounts as data that an accountant edits. Posting rules never name a number: they name what an account is
// for (its role), and the chart says which account has that role.
import { z } from 'zod';

export const accountKinds = ['asset', 'liability', 'equity', 'income', 'expense'] as const;
export type AccountKind = (typeof accountKinds)[number];

/** Everything that posting rules post to. */
export const bookRoles = [
  'bank',
  'cash',
  'psp-clearing',
  'cod-clearing',
  'exchange-clearing',
  'receivables',
  'inventory',
  'packaging-stock',
  'right-of-return',
  'input-vat',
  'payables',
  'goods-not-billed',
  'freight-not-billed',
  'refunds-payable',
  'refund-liability',
  'advances',
  'deferred-revenue',
  'output-vat',
  'opening',
  'revenue',
  'shipping-revenue',
  'sales-returns',
  'goods-cost',
  'cost-variance',
  'purchases',
  'reminder-fees',
  'stock-gain',
  'stock-loss',
  'gifts',
  'packaging',
  'freight',
  'payment-fees',
  'cash-difference',
  'exchange-gain',
  'exchange-loss',
] as const;
export type BookRole = (typeof bookRoles)[number];

export const accountCodeSchema = z
  .string()
  .min(1)
  .max(20)
  .regex(/^[0-9A-Z][0-9A-Z.-]*$/);
export const bookAccountSchema = z.strictObject({
  code: accountCodeSchema,
  /** By language. */
  names: z.strictObject({ en: z.string().trim().min(1).max(120), tr: z.string().trim().min(1).max(120) }),
  kind: z.enum(accountKinds),
  /** Nothing is posted by hand to one that is not. */
  isActive: z.boolean(),
});
export type BookAccount = z.infer<typeof bookAccountSchema>;

export type RoleCodes = Record<BookRole, string>;
export type Chart = { accounts: BookAccount[]; roles: RoleCodes };

/** Kinds in which an account of a role makes sense; what the others do to the books is nobody's to want. */
export const kindOfRole: Record<BookRole, AccountKind> = {
  bank: 'asset',
  cash: 'asset',
  'psp-clearing': 'asset',
  'cod-clearing': 'asset',
  'exchange-clearing': 'asset',
  receivables: 'asset',
  inventory: 'asset',
  'packaging-stock': 'asset',
  'right-of-return': 'asset',
  'input-vat': 'asset',
  payables: 'liability',
  'goods-not-billed': 'liability',
  'freight-not-billed': 'liability',
  'refunds-payable': 'liability',
  'refund-liability': 'liability',
  advances: 'liability',
  'deferred-revenue': 'liability',
  'output-vat': 'liability',
  opening: 'equity',
  revenue: 'income',
  'shipping-revenue': 'income',
  'sales-returns': 'income',
  'goods-cost': 'expense',
  'cost-variance': 'expense',
  purchases: 'expense',
  'reminder-fees': 'income',
  'stock-gain': 'income',
  'stock-loss': 'expense',
  gifts: 'expense',
  packaging: 'expense',
  freight: 'expense',
  'payment-fees': 'expense',
  'cash-difference': 'expense',
  'exchange-gain': 'income',
  'exchange-loss': 'expense',
};

/** A chart out of rows of role, code, English and Turkish name; accounts of no role name their kind instead. */
export function chartOf(rows: readonly (readonly [BookRole | AccountKind, string, string, string])[]): Chart {
  const accounts: BookAccount[] = [];
  const codes = new Map<BookRole, string>();
  for (const [as, code, en, tr] of rows) {
    const role = bookRoles.find((each) => each === as);
    const kind = accountKinds.find((each) => each === as) ?? (role && kindOfRole[role]);
    if (!kind) throw new Error(`${as} is neither a role nor a kind`);
    if (role) codes.set(role, code);
    accounts.push({ code, names: { en, tr }, kind, isActive: true });
  }
  return { accounts: accounts.sort((a, b) => (a.code < b.code ? -1 : 1)), roles: rolesOf(codes) };
}

/** @throws when a role has no account: postings would have nowhere to go */
export function rolesOf(codes: ReadonlyMap<BookRole, string>): RoleCodes {
  const missing = bookRoles.find((role) => !codes.has(role));
  if (missing) throw new Error(`no account is for ${missing}`);
  return Object.fromEntries(codes) as RoleCodes;
}
