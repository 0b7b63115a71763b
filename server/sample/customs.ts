// What customs are told of the sample's goods, by category: headings of the Harmonized System (World Customs Organization,
// 2022) that suit the kind, and invented origins.
import type { ProductCustoms } from '../../shared/domain/shipping/customs';

export const sampleCustoms: Readonly<Record<string, ProductCustoms>> = {
  furniture_decor: { hsCode: '830629', originCountry: 'CN', description: 'Ornaments for the home' },
  housewares: { hsCode: '392410', originCountry: 'CN', description: 'Tableware and kitchenware' },
  stationery: { hsCode: '482010', originCountry: 'GB', description: 'Notebooks and stationery' },
  watches_gifts: { hsCode: '711790', originCountry: 'CN', description: 'Imitation jewellery and gifts' },
  fashion_bags_accessories: {
    hsCode: '420222',
    originCountry: 'IN',
    description: 'Bags of textile material',
  },
  garden_tools: { hsCode: '820190', originCountry: 'CN', description: 'Hand tools for the garden' },
  christmas_supplies: { hsCode: '950510', originCountry: 'CN', description: 'Articles for Christmas' },
  party_supplies: { hsCode: '950590', originCountry: 'CN', description: 'Articles for parties' },
  bed_bath_table: { hsCode: '630260', originCountry: 'TR', description: 'Household linen' },
  toys: { hsCode: '950300', originCountry: 'CN', description: 'Toys' },
  health_beauty: { hsCode: '330499', originCountry: 'GB', description: 'Preparations for skin care' },
  cool_stuff: { hsCode: '392640', originCountry: 'CN', description: 'Small articles of plastics' },
  perfumery: { hsCode: '330300', originCountry: 'FR', description: 'Perfumes and toilet waters' },
  books_general_interest: { hsCode: '490199', originCountry: 'GB', description: 'Printed books' },
};
