import { startShopifyShop } from '../../../e2e/rigs/shops/shopify-shop';
import { startSignedShop } from '../../../e2e/rigs/shops/signed-shop';
import { startWooShop } from '../../../e2e/rigs/shops/woo-shop';
import { keepsTheContract } from './connector-contract.test-kit';
import { shopifyConnector } from './shopify/shopify-connector';
import { signedApiConnector } from './signed-api/signed-api-connector';
import { wooConnector } from './woocommerce/woo-connector';
import { describe } from 'vitest';

describe('the contract of connectors', () => {
  describe('Shopify', () => keepsTheContract(shopifyConnector, startShopifyShop));
  describe('our own protocol', () =>
    keepsTheContract(signedApiConnector, () => startSignedShop(() => new Date('2026-03-01T09:00:05Z'))));
  describe('WooCommerce', () => keepsTheContract(wooConnector, startWooShop));
});
