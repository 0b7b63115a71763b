// What customs want to know of a product goes to the benches with the product: it is written into the products that have it, each
// as news of the company's stream.
export const sql = `
WITH told AS (
  SELECT p.stream_id, p.sku, row_number() OVER (PARTITION BY p.stream_id ORDER BY p.sku) AS turn,
    jsonb_build_object('hsCode', c.hs_code, 'originCountry', c.origin_country, 'description', c.description) AS customs
  FROM product p JOIN product_customs c USING (stream_id, sku) WHERE NOT p.deleted
), numbered AS (
  UPDATE product p SET doc = p.doc || jsonb_build_object('customs', t.customs, 'seq', s.seq + t.turn), seq = s.seq + t.turn
  FROM told t JOIN stream s USING (stream_id) WHERE p.stream_id = t.stream_id AND p.sku = t.sku
)
UPDATE stream s SET seq = s.seq + n.products FROM (SELECT stream_id, count(*) AS products FROM told GROUP BY stream_id) AS n
WHERE s.stream_id = n.stream_id;
`;
