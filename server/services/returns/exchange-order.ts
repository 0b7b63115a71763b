// How an order that exchanges goods is called by itself: no channel has told it.
export const exchangePrefix = 'exchange-';
