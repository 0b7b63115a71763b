// Every method of payment there is. A new one is one object that fits the contract test, and one line here or at start.
import { cardProvider } from './card';
import {
  accountProvider,
  bankTransferProvider,
  cashOnDeliveryProvider,
  cashProvider,
  exchangeProvider,
} from './own-books';
import type { ProviderKind } from './provider';

const kinds = new Map<string, ProviderKind>(
  [
    cardProvider,
    bankTransferProvider,
    cashOnDeliveryProvider,
    cashProvider,
    accountProvider,
    exchangeProvider,
  ].map((kind) => [kind.method, kind]),
);

export function providerKind(method: string): ProviderKind | null {
  return kinds.get(method) ?? null;
}

export function providerMethods(): string[] {
  return [...kinds.values()].filter(({ isInternal }) => !isInternal).map(({ method }) => method);
}

/** A plug-in adds its method before head office starts. */
export function addProviderKind(kind: ProviderKind): void {
  if (kinds.has(kind.method)) throw new Error(`there is a payment method ${kind.method} already`);
  kinds.set(kind.method, kind);
}
