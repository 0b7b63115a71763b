// What stands in the books as a debt of each fee of a reminder, and the account that such fees come to where books are open already.
export const sql = `
CREATE TABLE reminder_fee_debt (
  fee_id uuid PRIMARY KEY,
  party text NOT NULL,
  currency text NOT NULL,
  amount_minor bigint NOT NULL,
  base_minor bigint NOT NULL,
  due_on date NOT NULL
);
CREATE INDEX record_reminder_fee_open ON record ((doc ->> 'customerId')) WHERE kind = 'reminder-fee' AND state = 'open';
-- The uniform chart has an account for it; every other chart gets one beside other income.
WITH wanted AS (
  SELECT CASE WHEN EXISTS (SELECT 1 FROM book_role WHERE role = 'revenue' AND code = '600') THEN '649' ELSE '4410' END AS code
  WHERE EXISTS (SELECT 1 FROM book_role)
), made AS (
  INSERT INTO book_account (code, names, kind, is_active)
  SELECT code, '{"en": "Fees for reminders", "tr": "Hatırlatma ücretleri"}', 'income', true FROM wanted
  ON CONFLICT (code) DO NOTHING RETURNING code
)
INSERT INTO book_role (role, code) SELECT 'reminder-fees', code FROM wanted ON CONFLICT (role) DO NOTHING;
`;
