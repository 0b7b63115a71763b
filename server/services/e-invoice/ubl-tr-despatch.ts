// An e-İrsaliye: what is in one sealed box, as the DespatchAdvice of UBL-TR 1.2.1. Goods and quantities, no prices. Elements stand
// in the order of the schema of UBL 2.1.
import type { Waybill } from '../../../shared/domain/waybill/waybill';
import { turkishDay, turkishTime } from '../../../shared/domain/waybill/waybill-rules';
import {
  addressElements,
  type Elements,
  identification,
  partyElements,
  partyOfAddress,
  partyOfSender,
  writeUblTr,
} from './ubl-tr';

export type DespatchContent = Pick<
  Waybill,
  | 'waybillId'
  | 'number'
  | 'orderNumber'
  | 'boxNumber'
  | 'issuedAt'
  | 'orderedOn'
  | 'sender'
  | 'to'
  | 'carrierName'
  | 'carrierTaxNumber'
  | 'weightGrams'
  | 'lines'
>;

export function despatchAdviceOf(waybill: DespatchContent): string {
  const to = partyOfAddress(waybill.to, null);
  const day = turkishDay(waybill.issuedAt);
  const time = turkishTime(waybill.issuedAt);
  return writeUblTr('DespatchAdvice', {
    'cbc:UBLVersionID': '2.1',
    'cbc:CustomizationID': 'TR1.2.1',
    'cbc:ProfileID': 'TEMELIRSALIYE',
    'cbc:ID': waybill.number,
    'cbc:CopyIndicator': 'false',
    'cbc:UUID': waybill.waybillId.toUpperCase(),
    'cbc:IssueDate': day,
    'cbc:IssueTime': time,
    'cbc:DespatchAdviceTypeCode': 'SEVK',
    'cbc:LineCountNumeric': String(waybill.lines.length),
    'cac:OrderReference': { 'cbc:ID': waybill.orderNumber, 'cbc:IssueDate': waybill.orderedOn },
    'cac:DespatchSupplierParty': { 'cac:Party': partyElements(partyOfSender(waybill.sender)) },
    'cac:DeliveryCustomerParty': { 'cac:Party': partyElements(to) },
    'cac:Shipment': {
      'cbc:ID': String(waybill.boxNumber),
      'cbc:GrossWeightMeasure': { '@unitCode': 'KGM', '#': (waybill.weightGrams / 1000).toFixed(3) },
      'cac:Delivery': {
        'cac:DeliveryAddress': addressElements(to),
        'cac:CarrierParty': {
          ...(waybill.carrierTaxNumber === null ? {} : identification(waybill.carrierTaxNumber)),
          'cac:PartyName': { 'cbc:Name': waybill.carrierName },
        },
        'cac:Despatch': { 'cbc:ActualDespatchDate': day, 'cbc:ActualDespatchTime': time },
      },
    },
    'cac:DespatchLine': waybill.lines.map(
      ({ sku, name, quantity }, index): Elements => ({
        'cbc:ID': String(index + 1),
        'cbc:DeliveredQuantity': { '@unitCode': 'C62', '#': String(quantity) },
        'cac:OrderLineReference': { 'cbc:LineID': String(index + 1) },
        'cac:Item': {
          'cbc:Name': name,
          'cac:SellersItemIdentification': { 'cbc:ID': sku },
        },
      }),
    ),
  });
}
