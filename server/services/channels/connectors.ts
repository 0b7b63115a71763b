// The connectors there are. One of your own is given to head office when it is opened (docs/plug-ins.md).
import type { ChannelConnector } from './channel-connector';
import { shopifyConnector } from './shopify/shopify-connector';
import { signedApiConnector } from './signed-api/signed-api-connector';
import { wooConnector } from './woocommerce/woo-connector';

export type Connectors = ReadonlyMap<string, ChannelConnector>;

export function connectorsWith(own: readonly ChannelConnector[] = []): Connectors {
  return new Map(
    [shopifyConnector, wooConnector, signedApiConnector, ...own].map((each) => [each.kind, each]),
  );
}
