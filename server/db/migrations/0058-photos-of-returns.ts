// Which bench called a return what, found by the return: photographs are told by that name.
export const sql = `
CREATE INDEX return_take_return ON return_take (return_id) WHERE return_id IS NOT NULL;
`;
