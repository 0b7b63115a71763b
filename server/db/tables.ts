// Tables as queries written with Kysely see them: the columns that lists read, not all there are. The migrations are the
// whole truth.
import type { MailState } from '../../shared/contract/mail';
import type { WebhookDeliveryRow } from '../../shared/contract/webhooks';
import type { MailKind, MailLanguage } from '../../shared/domain/mail/mail-kinds';
import type { ToldProblem } from '../../shared/domain/channel/told-problems';
import type { Invoice } from '../../shared/domain/invoice/invoice';
import type { Order } from '../../shared/domain/order/order';
import type { Parcel } from '../../shared/domain/parcel/parcel';
import type { Purchase } from '../../shared/domain/purchasing/purchase';
import type { Transfer } from '../../shared/domain/transfer/transfer';
import type { DirectoryEntry, Task } from '../../shared/sync/documents';

type InboxState = 'waiting' | 'taken' | 'unchanged' | 'quarantined' | 'superseded' | 'dropped';
type Streamed<Doc> = { stream_id: string; doc: Doc; deleted: boolean };

export type Tables = {
  sales_order: Streamed<Order> & {
    order_id: string;
    channel_id: string;
    external_id: string;
    number: string;
    status: string;
    customer_name: string;
    country_code: string;
    currency: string;
    total_minor: number;
    warehouse_ids: string[];
    placed_at: string;
    // Worked out of the document by the database (migration 0031).
    priority: 'normal' | 'vip';
    skus: string[];
    units: number;
    open_units: number;
    hold_reasons: string[];
    name_order: string;
    // Of its shipments, by the database (migration 0041).
    promised_for: string | null;
    // Of its payments, parted by spaces, "none" without one, by the database (migration 0051).
    payment_states: string;
    seq: number;
  };
  parcel: Streamed<Parcel> & {
    parcel_id: string;
    order_number: string;
    state: string;
    sscc: string | null;
    placed_at: string;
    holder_station_id: string | null;
  };
  purchase: Streamed<Purchase> & {
    purchase_id: string;
    number: number;
    supplier: string;
    state: string;
    expected_on: string;
  };
  stock_transfer: Streamed<Transfer> & { transfer_id: string; number: number; state: string };
  // A view (migration 0082).
  receiving_units: {
    stream_id: string;
    receiving_id: string;
    number: number;
    station: string;
    begun_at: Date;
    closed_at: Date | null;
    closed_by: string | null;
    purchase_id: string | null;
    purchase_number: number | null;
    supplier: string | null;
    products: number;
    units: number;
    damaged: number;
    unmatched: number;
    skus: string[];
  };
  till_count_told: {
    stream_id: string;
    op_id: string;
    station: string;
    at: Date;
    by: string | null;
    currency: string;
    expected_minor: number;
    told_minor: number;
    counted_minor: number;
    left_minor: number;
  };
  counter_sale_told: {
    stream_id: string;
    op_id: string;
    number: string;
    station: string;
    at: Date;
    by: string | null;
    currency: string;
    country: string;
    units: number;
    total_minor: number;
    tax_minor: number;
    method: string;
    tendered_minor: number | null;
    change_minor: number;
    reference: string | null;
    lines: { sku: string; quantity: number; unitPriceMinor: number; taxPpm: number; source: string }[];
  };
  product: Streamed<unknown> & { sku: string; name: string };
  stock: Streamed<unknown> & {
    sku: string;
    on_hand: number;
    allocated: number;
    quarantine: number;
    available: number;
  };
  task: Streamed<Task> & { task_id: string; state: string; kind: string; order_id: string | null };
  directory: Streamed<DirectoryEntry> & { entry_id: string; kind: string };
  station: {
    station_id: string;
    stream_id: string;
    name: string;
    app_version: string | null;
    chain_broken_at: number | null;
    skew_ms: number | null;
    unsent: number;
    oldest_unsent_at: string | null;
    last_seen_at: string | null;
    enrolled_at: string;
    revoked_at: string | null;
    last_station_seq: number;
    signed_off_at: string | null;
  };
  routing_plan_row: {
    plan_id: string;
    position: number;
    order_id: string;
    number: string;
    risk: string | null;
    group_no: number | null;
    doc: unknown;
  };
  journal_entry: {
    entry_no: number;
    number: string;
    kind: string;
    day: string;
    currency: string;
    order_id: string | null;
    reference: string | null;
    text: string;
  };
  invoice: {
    number: string;
    order_id: string;
    customer_id: string | null;
    issued_at: string;
    due_at: string;
    currency: string;
    total_minor: number;
    doc: Invoice;
  };
  bank_line: {
    line_id: string;
    provider_id: string;
    booked_on: string;
    amount_minor: number;
    currency: string;
    payer: string;
    reference: string;
    payment_id: string | null;
    aside: { note: string; by: string; at: string } | null;
    entered_at: string;
  };
  customer_account: {
    customer_id: string;
    name: string;
    currency: string;
    limit_minor: number;
    terms_days: number;
    is_open: boolean;
    changed_at: string | null;
    changed_by: string | null;
  };
  bulk_item: {
    stream_id: string;
    run_id: string;
    place: number;
    order_id: string;
    number: string;
    state: 'waiting' | 'will' | 'refused' | 'done';
    code: string | null;
    reason_values: Record<string, string | number>;
  };
  record: {
    stream_id: string;
    kind: string;
    record_id: string;
    order_id: string | null;
    state: string;
    created_at: string;
    due_at: string | null;
    doc: unknown;
  };
  mail: {
    stream_id: string;
    mail_id: string;
    kind: MailKind;
    order_id: string | null;
    number: string;
    channel_id: string;
    language: MailLanguage;
    to_name: string;
    to_address: string;
    template_id: string;
    template_version: number | null;
    subject: string | null;
    state: MailState;
    why: string | null;
    answer: string | null;
    created_at: string;
    send_after: string;
    sent_at: string | null;
  };
  customer: { stream_id: string; customer_id: string; root_id: string; country_code: string };
  customer_value: {
    stream_id: string;
    customer_id: string;
    name: string;
    orders: number;
    money_minor: number;
    margin_minor: number | null;
    margin_orders: number;
    unrated_orders: number;
    shipped_units: number;
    returned_units: number;
    first_order_at: string | null;
    last_order_at: string | null;
    segment: string | null;
    is_vip: boolean;
  };
  webhook_delivery: {
    stream_id: string;
    delivery_id: string;
    webhook_id: string;
    type: string;
    subject: string;
    body: string;
    state: WebhookDeliveryRow['state'];
    attempts: number;
    created_at: string;
    done_at: string | null;
  };
  channel_inbox: {
    channel_id: string;
    delivery_id: string;
    source: string;
    topic: string;
    received_at: string;
    state: InboxState;
    attempts: number;
    external_id: string | null;
    number: string | null;
    order_id: string | null;
    problems: ToldProblem[];
  };
  quarantine: {
    quarantine_id: string;
    import_id: string;
    channel_id: string;
    external_id: string;
    row_no: number;
    reason_code: string;
    reason_values: Record<string, string | number>;
    original_text: string;
    corrected_text: string | null;
    state: 'open' | 'taken' | 'dropped';
  };
};
