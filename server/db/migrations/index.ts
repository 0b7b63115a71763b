// Every migration, in order. A migration that has shipped is never edited: add the next one.
// They are modules rather than .sql files so that tests, tsx and the bundled server all find them the same way.
import { sql as foundation } from './0001-foundation';
import { sql as allocationAndEnrolment } from './0002-allocation-and-enrolment';
import { sql as imports } from './0003-imports';
import { sql as writerMark } from './0004-writer-mark';
import { sql as parcelQueue } from './0005-parcel-queue';
import { sql as leaseEnd } from './0006-lease-end';
import { sql as restore } from './0009-restore';
import { sql as ledgerProof } from './0010-ledger-proof';
import { sql as cancelAndBatches } from './0011-cancel-and-batches';
import { sql as stationKeys } from './0013-station-keys';
import { sql as opChain } from './0014-op-chain';
import { sql as people } from './0015-people';
import { sql as stockRights } from './0016-stock-rights';
import { sql as replacedStations } from './0017-replaced-stations';
import { sql as streamEras } from './0018-stream-eras';
import { sql as records } from './0019-records';
import { sql as routing } from './0021-routing';
import { sql as channels } from './0022-channels';
import { sql as payments } from './0023-payments';
import { sql as carriers } from './0024-carriers';
import { sql as mails } from './0025-mails';
import { sql as orderSearch } from './0026-order-search';
import { sql as returns } from './0027-returns';
import { sql as carts } from './0028-carts';
import { sql as customers } from './0029-customers';
import { sql as specialOrders } from './0030-special-orders';
import { sql as officeWork } from './0031-office-work';
import { sql as change } from './0032-change';
import { sql as replan } from './0033-replan';
import { sql as accountDebts } from './0035-account-debts';
import { sql as orderLists } from './0036-order-lists';
import { sql as customerEdits } from './0038-customer-edits';
import { sql as bankLinesAside } from './0039-bank-lines-aside';
import { sql as carrierLabels } from './0040-carrier-labels';
import { sql as orderPromise } from './0041-order-promise';
import { sql as tours } from './0042-tours';
import { sql as releasePlans } from './0043-release-plans';
import { sql as floorMap } from './0044-floor-map';
import { sql as counts } from './0045-counts';
import { sql as purchases } from './0046-purchases';
import { sql as shelves } from './0047-shelves';
import { sql as boxes } from './0048-boxes';
import { sql as floorWork } from './0049-floor-work';
import { sql as orderTotalOfCountry } from './0050-order-total-of-country';
import { sql as orderPayments } from './0051-order-payments';
import { sql as benchReturns } from './0052-bench-returns';
import { sql as lots } from './0054-lots';
import { sql as parcelGoods } from './0055-parcel-goods';
import { sql as codes } from './0056-codes';
import { sql as photos } from './0057-photos';
import { sql as photosOfReturns } from './0058-photos-of-returns';
import { sql as paperRules } from './0060-paper-rules';
import { sql as weighedBoxes } from './0062-weighed-boxes';
import { sql as demand } from './0064-demand';
import { sql as forecastOverrides } from './0065-forecast-overrides';
import { sql as books } from './0067-books';
import { sql as bookPeriods } from './0068-book-periods';
import { sql as bookCompany } from './0069-book-company';
import { sql as packingWeights } from './0071-packing-weights';
import { sql as customsOfProducts } from './0072-customs-of-products';
import { sql as figures } from './0074-figures';
import { sql as reorder } from './0075-reorder';
import { sql as buying } from './0076-buying';
import { sql as alerts } from './0077-alerts';
import { sql as waybills } from './0078-waybills';
import { sql as dunning } from './0079-dunning';
import { sql as figureSums } from './0080-figure-sums';
import { sql as savedReports } from './0081-saved-reports';
import { sql as receivings } from './0082-receivings';
import { sql as counterSales } from './0083-counter-sales';
import { sql as tillCounts } from './0084-till-counts';
import { sql as limitsInCurrencies } from './0085-limits-in-currencies';
import { sql as transfers } from './0086-transfers';
import { sql as overrideAccuracy } from './0087-override-accuracy';
import { sql as binsToLoadFrom } from './0088-bins-to-load-from';
import { sql as reminderFees } from './0089-reminder-fees';
import { sql as waybillTransmissions } from './0090-waybill-transmissions';
import { sql as whereabouts } from './0091-whereabouts';
import { sql as opsCheckedOnce } from './0093-ops-checked-once';

export const migrations: readonly { name: string; sql: string }[] = [
  { name: '0001-foundation', sql: foundation },
  { name: '0002-allocation-and-enrolment', sql: allocationAndEnrolment },
  { name: '0003-imports', sql: imports },
  { name: '0004-writer-mark', sql: writerMark },
  { name: '0005-parcel-queue', sql: parcelQueue },
  { name: '0006-lease-end', sql: leaseEnd },
  { name: '0009-restore', sql: restore },
  { name: '0010-ledger-proof', sql: ledgerProof },
  { name: '0011-cancel-and-batches', sql: cancelAndBatches },
  { name: '0013-station-keys', sql: stationKeys },
  { name: '0014-op-chain', sql: opChain },
  { name: '0015-people', sql: people },
  { name: '0016-stock-rights', sql: stockRights },
  { name: '0017-replaced-stations', sql: replacedStations },
  { name: '0018-stream-eras', sql: streamEras },
  { name: '0019-records', sql: records },
  { name: '0021-routing', sql: routing },
  { name: '0022-channels', sql: channels },
  { name: '0023-payments', sql: payments },
  { name: '0024-carriers', sql: carriers },
  { name: '0025-mails', sql: mails },
  { name: '0026-order-search', sql: orderSearch },
  { name: '0027-returns', sql: returns },
  { name: '0028-carts', sql: carts },
  { name: '0029-customers', sql: customers },
  { name: '0030-special-orders', sql: specialOrders },
  { name: '0031-office-work', sql: officeWork },
  { name: '0032-change', sql: change },
  { name: '0033-replan', sql: replan },
  { name: '0035-account-debts', sql: accountDebts },
  { name: '0036-order-lists', sql: orderLists },
  { name: '0038-customer-edits', sql: customerEdits },
  { name: '0039-bank-lines-aside', sql: bankLinesAside },
  { name: '0040-carrier-labels', sql: carrierLabels },
  { name: '0041-order-promise', sql: orderPromise },
  { name: '0042-tours', sql: tours },
  { name: '0043-release-plans', sql: releasePlans },
  { name: '0044-floor-map', sql: floorMap },
  { name: '0045-counts', sql: counts },
  { name: '0046-purchases', sql: purchases },
  { name: '0047-shelves', sql: shelves },
  { name: '0048-boxes', sql: boxes },
  { name: '0049-floor-work', sql: floorWork },
  { name: '0050-order-total-of-country', sql: orderTotalOfCountry },
  { name: '0051-order-payments', sql: orderPayments },
  { name: '0052-bench-returns', sql: benchReturns },
  { name: '0054-lots', sql: lots },
  { name: '0055-parcel-goods', sql: parcelGoods },
  { name: '0056-codes', sql: codes },
  { name: '0057-photos', sql: photos },
  { name: '0058-photos-of-returns', sql: photosOfReturns },
  { name: '0060-paper-rules', sql: paperRules },
  { name: '0062-weighed-boxes', sql: weighedBoxes },
  { name: '0064-demand', sql: demand },
  { name: '0065-forecast-overrides', sql: forecastOverrides },
  { name: '0067-books', sql: books },
  { name: '0068-book-periods', sql: bookPeriods },
  { name: '0069-book-company', sql: bookCompany },
  { name: '0071-packing-weights', sql: packingWeights },
  { name: '0072-customs-of-products', sql: customsOfProducts },
  { name: '0074-figures', sql: figures },
  { name: '0075-reorder', sql: reorder },
  { name: '0076-buying', sql: buying },
  { name: '0077-alerts', sql: alerts },
  { name: '0078-waybills', sql: waybills },
  { name: '0079-dunning', sql: dunning },
  { name: '0080-figure-sums', sql: figureSums },
  { name: '0081-saved-reports', sql: savedReports },
  { name: '0082-receivings', sql: receivings },
  { name: '0083-counter-sales', sql: counterSales },
  { name: '0084-till-counts', sql: tillCounts },
  { name: '0085-limits-in-currencies', sql: limitsInCurrencies },
  { name: '0086-transfers', sql: transfers },
  { name: '0087-override-accuracy', sql: overrideAccuracy },
  { name: '0088-bins-to-load-from', sql: binsToLoadFrom },
  { name: '0089-reminder-fees', sql: reminderFees },
  { name: '0090-waybill-transmissions', sql: waybillTransmissions },
  { name: '0091-whereabouts', sql: whereabouts },
  { name: '0093-ops-checked-once', sql: opsCheckedOnce },
];
