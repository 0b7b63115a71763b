// Tries whether a provider can be worked with as it is set, without moving money. Says how it went in the provider's words,
// and never what its secrets are.
import { ZodError } from 'zod';
import { openProvider, portsOf } from './load-providers';
import type { PaymentTools } from './perform-payment';
import { ProviderAway } from './providers/provider';

export type ProviderTested = { outcome: 'ok' | 'settings-wrong' | 'refused' | 'away'; words: string };

const longest = 200;

/** @returns null when there is no such provider */
export async function testProvider(tools: PaymentTools, providerId: string): Promise<ProviderTested | null> {
  try {
    const open = await openProvider(tools.pool, providerId, portsOf(tools));
    if (!open) return null;
    // One whose books are ours needs nobody's answer.
    if (!open.provider.check) return { outcome: 'ok', words: 'own-books' };
    const { isOk, words } = await open.provider.check();
    return { outcome: isOk ? 'ok' : 'refused', words: words.slice(0, longest) };
  } catch (cause) {
    if (cause instanceof ZodError)
      return {
        outcome: 'settings-wrong',
        words: cause.issues
          .map(({ path }) => path.join('.'))
          .join(', ')
          .slice(0, longest),
      };
    if (cause instanceof ProviderAway) return { outcome: 'away', words: cause.message.slice(0, longest) };
    throw cause;
  }
}
