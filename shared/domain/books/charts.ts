// Charts a company begins with. The Turkish one follows the uniform chart (Tek Düzen Hesap Planı, Muhasebe Sistemi Uygulama
// Genel Tebliği No. 1); sub-accounts behind the dot are Waybill's own proposal, and an accountant confirms both.
import { type Chart, chartOf } from './account';

export const chartNames = ['general', 'uniform'] as const;
export type ChartName = (typeof chartNames)[number];

const general = (): Chart =>
  chartOf([
    ['bank', '1000', 'Bank', 'Banka'],
    ['cash', '1010', 'Cash', 'Kasa'],
    ['psp-clearing', '1050', 'Payment providers, clearing', 'Ödeme kuruluşları geçici hesabı'],
    ['cod-clearing', '1060', 'Cash on delivery with carriers', 'Kargodaki kapıda ödemeler'],
    ['exchange-clearing', '1070', 'Exchanges, clearing', 'Değişim geçici hesabı'],
    ['receivables', '1100', 'Receivables', 'Alıcılar'],
    ['asset', '1150', 'Claims on carriers', 'Kargo tazminat alacakları'],
    ['inventory', '1200', 'Goods in stock', 'Ticari mallar'],
    ['packaging-stock', '1210', 'Packaging in stock', 'Ambalaj stoku'],
    ['right-of-return', '1220', 'Right to returned goods', 'İade hakkı kapsamındaki mallar'],
    ['input-vat', '1300', 'Input VAT', 'İndirilecek KDV'],
    ['payables', '2000', 'Payables', 'Satıcılar'],
    ['goods-not-billed', '2010', 'Goods received, not billed', 'Faturası beklenen mallar'],
    ['freight-not-billed', '2020', 'Freight, not billed', 'Faturası beklenen kargo'],
    ['refunds-payable', '2050', 'Refunds to be paid', 'Ödenecek iadeler'],
    ['refund-liability', '2060', 'Refund liability', 'İade yükümlülüğü'],
    ['advances', '2100', 'Customer advances', 'Alınan sipariş avansları'],
    ['deferred-revenue', '2110', 'Deferred revenue', 'Ertelenmiş gelir'],
    ['output-vat', '2200', 'Output VAT', 'Hesaplanan KDV'],
    ['equity', '3000', 'Capital', 'Sermaye'],
    ['opening', '3100', 'Opening balances', 'Açılış bakiyeleri'],
    ['equity', '3200', 'Retained earnings', 'Geçmiş yıl kârları'],
    ['revenue', '4000', 'Sales', 'Satışlar'],
    ['shipping-revenue', '4010', 'Shipping charged to customers', 'Müşteriden alınan kargo'],
    ['sales-returns', '4090', 'Sales returns', 'Satıştan iadeler'],
    ['stock-gain', '4200', 'Stock found', 'Sayım fazlaları'],
    ['exchange-gain', '4300', 'Exchange gains', 'Kambiyo kârları'],
    ['income', '4400', 'Other income', 'Diğer gelirler'],
    ['reminder-fees', '4410', 'Fees for reminders', 'Hatırlatma ücretleri'],
    ['goods-cost', '5000', 'Cost of goods sold', 'Satılan malın maliyeti'],
    ['cost-variance', '5010', 'Differences of cost', 'Maliyet farkları'],
    ['purchases', '5020', 'Purchases', 'Mal alışları'],
    ['stock-loss', '5100', 'Stock lost and scrapped', 'Stok kayıpları'],
    ['gifts', '6000', 'Gifts to customers', 'Müşteri hediyeleri'],
    ['packaging', '6010', 'Packaging used', 'Ambalaj giderleri'],
    ['freight', '6020', 'Outbound freight', 'Kargo giderleri'],
    ['cash-difference', '6110', 'Cash over and short', 'Kasa sayım farkları'],
    ['payment-fees', '6100', 'Fees of payment providers', 'Ödeme komisyonları'],
    ['exchange-loss', '6200', 'Exchange losses', 'Kambiyo zararları'],
    ['expense', '6900', 'Other expenses', 'Diğer giderler'],
  ]);

const uniform = (): Chart =>
  chartOf([
    ['cash', '100', 'Cash', 'Kasa'],
    ['bank', '102', 'Banks', 'Bankalar'],
    ['psp-clearing', '108', 'Other liquid assets', 'Diğer hazır değerler'],
    ['cod-clearing', '108.20', 'Cash on delivery with carriers', 'Kargodaki kapıda ödemeler'],
    ['exchange-clearing', '108.30', 'Exchanges, clearing', 'Değişim geçici hesabı'],
    ['receivables', '120', 'Customers', 'Alıcılar'],
    ['asset', '136', 'Other receivables', 'Diğer çeşitli alacaklar'],
    ['inventory', '153', 'Trade goods', 'Ticari mallar'],
    ['packaging-stock', '157', 'Other stock', 'Diğer stoklar'],
    ['right-of-return', '157.20', 'Right to returned goods', 'İade hakkı kapsamındaki mallar'],
    ['input-vat', '191', 'Deductible VAT', 'İndirilecek KDV'],
    ['payables', '320', 'Suppliers', 'Satıcılar'],
    ['refunds-payable', '336', 'Other liabilities', 'Diğer çeşitli borçlar'],
    ['advances', '340', 'Order advances received', 'Alınan sipariş avansları'],
    ['liability', '360', 'Taxes and funds payable', 'Ödenecek vergi ve fonlar'],
    ['refund-liability', '379', 'Provisions for other liabilities', 'Diğer borç ve gider karşılıkları'],
    ['deferred-revenue', '380', 'Income of coming months', 'Gelecek aylara ait gelirler'],
    ['goods-not-billed', '381', 'Accrued expenses', 'Gider tahakkukları'],
    ['freight-not-billed', '381.20', 'Accrued freight', 'Kargo gider tahakkukları'],
    ['output-vat', '391', 'VAT calculated', 'Hesaplanan KDV'],
    ['equity', '500', 'Capital', 'Sermaye'],
    ['opening', '570', 'Profits of former years', 'Geçmiş yıllar kârları'],
    ['revenue', '600', 'Domestic sales', 'Yurtiçi satışlar'],
    ['income', '601', 'Export sales', 'Yurtdışı satışlar'],
    ['shipping-revenue', '602', 'Other revenue', 'Diğer gelirler'],
    ['sales-returns', '610', 'Sales returns', 'Satıştan iadeler'],
    ['goods-cost', '621', 'Cost of trade goods sold', 'Satılan ticari mallar maliyeti'],
    ['cost-variance', '621.20', 'Differences of cost', 'Maliyet farkları'],
    ['purchases', '621.30', 'Purchases', 'Mal alışları'],
    ['exchange-gain', '646', 'Exchange gains', 'Kambiyo kârları'],
    ['reminder-fees', '649', 'Other ordinary income', 'Diğer olağan gelir ve kârlar'],
    ['payment-fees', '653', 'Commission expenses', 'Komisyon giderleri'],
    ['exchange-loss', '656', 'Exchange losses', 'Kambiyo zararları'],
    ['stock-gain', '679', 'Other extraordinary income', 'Diğer olağandışı gelir ve kârlar'],
    ['stock-loss', '689', 'Other extraordinary expenses', 'Diğer olağandışı gider ve zararlar'],
    ['cash-difference', '689.20', 'Cash over and short', 'Kasa sayım farkları'],
    ['freight', '760', 'Selling and distribution', 'Pazarlama, satış ve dağıtım giderleri'],
    ['packaging', '760.20', 'Packaging used', 'Ambalaj giderleri'],
    ['gifts', '760.30', 'Gifts to customers', 'Müşteri hediyeleri'],
    ['expense', '770', 'General administration', 'Genel yönetim giderleri'],
  ]);

const charts: Record<ChartName, () => Chart> = { general, uniform };

export function chartNamed(name: ChartName): Chart {
  return charts[name]();
}
