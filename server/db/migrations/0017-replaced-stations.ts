// A spare PC takes the place of a station: which code is for whose place, and who took it.
export const sql = `
ALTER TABLE enrolment_code ADD COLUMN replaces uuid REFERENCES station;
ALTER TABLE station ADD COLUMN replaced_by uuid REFERENCES station;
`;
