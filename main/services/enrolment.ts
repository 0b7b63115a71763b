// Making this PC a station of a head office: a one-time code against a token. Answers for telling a wrong code, an
// unreachable head office and a strange answer apart, because the person does something else about each.
import { enrolResponseSchema } from '../../shared/contract/http';
import { Failure } from '../failure';
import type { Station } from './station-settings';

const enrolTimeoutMs = 10_000;

/**
 * `POST {headOffice}/v1/stations/enrol`.
 *
 * Throws `enrol.code-refused`, `enrol.unreachable` (values: headOffice) or `enrol.strange-answer` (values: status).
 */
export async function enrolAt(
  headOffice: string,
  code: string,
  name: string,
): Promise<{ station: Station; token: string }> {
  let answer: Response;
  let body: unknown;
  try {
    answer = await fetch(new URL('/v1/stations/enrol', headOffice), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, name }),
      signal: AbortSignal.timeout(enrolTimeoutMs),
      redirect: 'error',
    });
    body = await answer.json().catch(() => null);
  } catch (cause) {
    throw new Failure('enrol.unreachable', { headOffice }, { cause });
  }
  if (answer.status >= 400 && answer.status < 500) {
    throw new Failure('enrol.code-refused', { status: answer.status });
  }
  const parsed = enrolResponseSchema.safeParse(body);
  if (!answer.ok || !parsed.success) throw new Failure('enrol.strange-answer', { status: answer.status });
  const { token, ...station } = parsed.data;
  return { station, token };
}
