// What RxDB's published suites ask of Node's `assert`, for a page that has none.

const fail = (message: unknown, otherwise: string): never => {
  throw message instanceof Error ? message : new Error(typeof message === 'string' ? message : otherwise);
};

const ok = (value: unknown, message?: unknown): void => {
  if (!value) fail(message, `${String(value)} is not true`);
};
const strictEqual = (is: unknown, wanted: unknown, message?: unknown): void => {
  if (!Object.is(is, wanted)) fail(message, `${String(is)} is not ${String(wanted)}`);
};
const deepStrictEqual = (is: unknown, wanted: unknown, message?: unknown): void =>
  strictEqual(JSON.stringify(is), JSON.stringify(wanted), message);

const assert = Object.assign(ok, { ok, strictEqual, deepStrictEqual });
// oxlint-disable-next-line import/no-default-export -- it stands in for Node's module of that shape
export default assert;
