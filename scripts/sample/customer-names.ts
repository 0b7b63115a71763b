// Words that invented customers are made of: names, streets and cities in the writing of their country. Every full
// name and address is put together by chance and belongs to nobody; telephone numbers are left out and mail addresses
// are of example.com, which RFC 2606 keeps free.

export type NameBook = {
  first: readonly string[];
  last: readonly string[];
  /** `{n}` is a house number, `{s}` a street. */
  street: string;
  streets: readonly string[];
  /** City and a postcode in which `9` stands for any digit and `A` for a letter. */
  cities: readonly (readonly [string, string])[];
  company: readonly string[];
};

const british: NameBook = {
  first: [
    'Alice',
    'Harriet',
    'Oliver',
    'George',
    'Imogen',
    'Callum',
    'Niamh',
    'Rhys',
    'Eleanor',
    'Dougal',
    'Priya',
    'Samuel',
    'Bethan',
    'Freya',
    'Amir',
    'Kezia',
  ],
  last: [
    'Ashworth',
    'Bramley',
    'Cartwright',
    'Dunmore',
    'Ellery',
    'Fairburn',
    'Garside',
    'Hollis',
    'Iveson',
    'Kettlewell',
    'Lyndhurst',
    'Marchbank',
    'Norrish',
    'Pemberly',
    'Quayle',
    'Redfern',
    'Stanwick',
    'Thorne',
    'Underhill',
    'Wetherby',
    'Okafor',
    'Patel',
  ],
  street: '{n} {s}',
  streets: [
    'Mill Lane',
    'Chapel Row',
    'Station Road',
    'Orchard Close',
    'Bridge Street',
    'Church Walk',
    'Quarry Hill',
    'Victoria Terrace',
    'Lower Green',
    'Market Place',
  ],
  cities: [
    ['Leeds', 'LS9 9AA'],
    ['Bristol', 'BS9 9AA'],
    ['Norwich', 'NR9 9AA'],
    ['Glasgow', 'G9 9AA'],
    ['Cardiff', 'CF9 9AA'],
    ['Exeter', 'EX9 9AA'],
    ['Sheffield', 'S9 9AA'],
    ['Durham', 'DH9 9AA'],
    ['Belfast', 'BT9 9AA'],
    ['Brighton', 'BN9 9AA'],
  ],
  company: ['{last} & Daughters', '{last} Gifts Ltd', 'The {last} Emporium', '{last} Interiors'],
};

const irish: NameBook = {
  ...british,
  cities: [
    ['Dublin', 'D09 A9A9'],
    ['Cork', 'T12 A9A9'],
    ['Galway', 'H91 A9A9'],
    ['Kilkenny', 'R95 A9A9'],
  ],
};
const jersey: NameBook = { ...british, cities: [['St Helier', 'JE2 9AA']] };

const german: NameBook = {
  first: [
    'Jürgen',
    'Käthe',
    'Annelise',
    'Björn',
    'Sören',
    'Ulrike',
    'Götz',
    'Margarethe',
    'Lukas',
    'Friederike',
  ],
  last: [
    'Weißgerber',
    'Schönfelder',
    'Grünwald',
    'Müßig',
    'Kürschner',
    'Bäumler',
    'Höfling',
    'Straßner',
    'Vogelsang',
    'Lindenau',
  ],
  street: '{s} {n}',
  streets: ['Lindenstraße', 'Am Mühlbach', 'Gänsemarkt', 'Königsallee', 'Rosenweg', 'Schloßgasse'],
  cities: [
    ['München', '80999'],
    ['Köln', '50999'],
    ['Düsseldorf', '40999'],
    ['Lübeck', '23599'],
    ['Leipzig', '04199'],
    ['Nürnberg', '90499'],
  ],
  company: ['{last} Geschenke GmbH', 'Haus {last}', '{last} & Söhne'],
};

const austrian: NameBook = {
  ...german,
  cities: [
    ['Wien', '1990'],
    ['Graz', '8099'],
    ['Salzburg', '5099'],
    ['Sankt Pölten', '3199'],
  ],
};
const swiss: NameBook = {
  ...german,
  cities: [
    ['Zürich', '8099'],
    ['Genève', '1299'],
    ['Neuchâtel', '2099'],
    ['Bern', '3099'],
  ],
};

const french: NameBook = {
  first: ['Éloïse', 'François', 'Hélène', 'Benoît', 'Océane', 'Gaëlle', 'Jérôme', 'Maëlys', 'Noël', 'Zoé'],
  last: [
    'Lefèvre-Durand',
    'Beauchêne',
    'Dubréuil',
    'Garçonnet',
    'Marécaux',
    'Villeneuve',
    'Crépin',
    'Fontanès',
    'Hervoët',
    'Châtelard',
  ],
  street: '{n} {s}',
  streets: [
    'rue des Écoles',
    'avenue de la République',
    'place du Marché',
    'impasse des Chênes',
    'chemin de l’Étang',
    'quai Saint-Cyr',
  ],
  cities: [
    ['Besançon', '25099'],
    ['Orléans', '45099'],
    ['Nîmes', '30999'],
    ['Angoulême', '16099'],
    ['Saint-Étienne', '42099'],
    ['Lyon', '69099'],
  ],
  company: ['Maison {last}', '{last} Cadeaux SARL', 'Les Trésors de {last}'],
};
const belgian: NameBook = {
  ...french,
  cities: [
    ['Liège', '4099'],
    ['Namur', '5099'],
    ['Gent', '9099'],
    ['Bruxelles', '1099'],
  ],
};

const turkish: NameBook = {
  first: [
    'Ayşe',
    'Çağla',
    'Gülşen',
    'İbrahim',
    'Oğuz',
    'Şebnem',
    'Ümit',
    'Yiğit',
    'Işıl',
    'Özgür',
    'Barış',
    'Nesrin',
  ],
  last: [
    'Akçağlı',
    'Demirtaşoğlu',
    'Gündoğmuşer',
    'İnceşah',
    'Karaoğuzlu',
    'Öztürkmenli',
    'Şenyığın',
    'Tuğbaylı',
    'Yıldızoğuş',
    'Çınarlıdere',
  ],
  street: '{s} No: {n}',
  streets: [
    'İstiklal Caddesi',
    'Çiçek Sokak',
    'Şehit Öğretmen Caddesi',
    'Gülbağı Sokağı',
    'Kuğulu Yolu',
    'Atatürk Bulvarı',
  ],
  cities: [
    ['İstanbul', '34999'],
    ['İzmir', '35999'],
    ['Ankara', '06999'],
    ['Muğla', '48999'],
    ['Eskişehir', '26999'],
    ['Şanlıurfa', '63999'],
  ],
  company: ['{last} Hediyelik A.Ş.', '{last} Ticaret Ltd. Şti.', '{last} Ev ve Bahçe'],
};

const greek: NameBook = {
  first: ['Γιώργος', 'Ελένη', 'Δημήτρης', 'Άννα', 'Νίκος', 'Ιωάννα', 'Θεόδωρος', 'Σοφία'],
  last: [
    'Αλεξανδράκης',
    'Βασιλειάδης',
    'Καραγιάννη',
    'Μαυρομάτης',
    'Ξενάκης',
    'Παπαστεφάνου',
    'Χατζηδάκη',
    'Ψαράκης',
  ],
  street: '{s} {n}',
  streets: ['Οδός Ερμού', 'Λεωφόρος Αλεξάνδρας', 'Οδός Αγίου Γεωργίου', 'Πλατεία Ελευθερίας'],
  cities: [
    ['Αθήνα', '199 99'],
    ['Θεσσαλονίκη', '549 99'],
    ['Πάτρα', '269 99'],
    ['Ηράκλειο', '719 99'],
  ],
  company: ['{last} Δώρα Ο.Ε.', 'Αφοί {last}'],
};
const cypriot: NameBook = {
  ...greek,
  cities: [
    ['Λευκωσία', '1099'],
    ['Λεμεσός', '3099'],
    ['Λάρνακα', '6099'],
  ],
};

const spanish: NameBook = {
  first: ['Begoña', 'Íñigo', 'Lucía', 'Andrés', 'Nuria', 'Joaquín', 'Ángela', 'Raúl'],
  last: ['Ibáñez Quiroga', 'Peñalver', 'Cordobés', 'Zúñiga', 'Montañés', 'Argüelles', 'Farré', 'Logroñés'],
  street: '{s}, {n}',
  streets: ['Calle de la Peña', 'Avenida del Río', 'Plaza Mayor', 'Paseo de los Álamos'],
  cities: [
    ['A Coruña', '15099'],
    ['León', '24099'],
    ['Málaga', '29099'],
    ['Logroño', '26099'],
    ['Sevilla', '41099'],
  ],
  company: ['Regalos {last} S.L.', 'Casa {last}'],
};
const portuguese: NameBook = {
  first: ['João', 'Inês', 'Conceição', 'Duarte', 'Mafalda', 'Simão', 'Beatriz', 'Gonçalo'],
  last: ['Magalhães', 'Sequeira', 'Brandão', 'Vilhena', 'Assunção', 'Colaço', 'Travassos', 'Mourão'],
  street: '{s}, {n}',
  streets: ['Rua do Sobreiro', 'Avenida da Liberdade', 'Largo da Estação', 'Travessa do Açúcar'],
  cities: [
    ['Lisboa', '1999-099'],
    ['Évora', '7099-199'],
    ['Guimarães', '4899-099'],
    ['Setúbal', '2999-199'],
  ],
  company: ['{last} Presentes Lda.', 'Casa {last}'],
};
const italian: NameBook = {
  first: ['Niccolò', 'Giulia', 'Raffaele', 'Chiara', 'Matteo', 'Ornella', 'Lucrezia', 'Dario'],
  last: [
    'Bellucciari',
    'Cantù',
    'Dall’Orto',
    'Frescobaldoni',
    'Martinozzi',
    'Pettirosso',
    'Sabbadini',
    'Vercellotti',
  ],
  street: '{s} {n}',
  streets: ['Via della Libertà', 'Corso Garibaldi', 'Piazza del Popolo', 'Vicolo Stretto'],
  cities: [
    ['Milano', '20199'],
    ['Forlì', '47199'],
    ['Padova', '35199'],
    ['Bari', '70199'],
  ],
  company: ['{last} Regali S.r.l.', 'Bottega {last}'],
};
const dutch: NameBook = {
  first: ['Anneke', 'Joost', 'Liesbeth', 'Sjoerd', 'Marijke', 'Thijs', 'Femke', 'Koen'],
  last: [
    'van der Meulen',
    'Dijkhuizen',
    'de Graafland',
    'Hoekzema',
    'Oosterwijk',
    'ten Brinke',
    'Vliegenthart',
    'Zijlstra',
  ],
  street: '{s} {n}',
  streets: ['Prinsengracht', 'Molenweg', 'Kerkstraat', 'Het Hoge Land'],
  cities: [
    ['Rotterdam', '3099 AA'],
    ['Groningen', '9799 AA'],
    ['Utrecht', '3599 AA'],
    ['’s-Hertogenbosch', '5299 AA'],
  ],
  company: ['{last} Cadeaus B.V.', '{last} & Zn.'],
};
const nordic: NameBook = {
  first: ['Åsa', 'Øyvind', 'Søren', 'Kjersti', 'Päivi', 'Göran', 'Þórdís', 'Jørgen'],
  last: [
    'Bjørnstad',
    'Ekström',
    'Häkkinen-Salo',
    'Kjærgaard',
    'Lindqvist',
    'Mäkeläinen',
    'Nordström',
    'Sørensen-Lie',
  ],
  street: '{s} {n}',
  streets: ['Storgatan', 'Havnegade', 'Kirkeveien', 'Mäntytie'],
  cities: [
    ['Malmö', '219 99'],
    ['Århus', '8099'],
    ['Tromsø', '9099'],
    ['Jyväskylä', '40199'],
  ],
  company: ['{last} AB', '{last} Gaver'],
};
const polish: NameBook = {
  first: ['Łukasz', 'Małgorzata', 'Zbigniew', 'Żaneta', 'Paweł', 'Jagoda', 'Stanisław', 'Ewa'],
  last: [
    'Wiśniowiecki',
    'Jabłońska',
    'Kędzierzyn',
    'Żółkiewicz',
    'Brzęczek',
    'Świątkowski',
    'Gąsior',
    'Zdrojewicz',
  ],
  street: 'ul. {s} {n}',
  streets: ['Słoneczna', 'Źródlana', 'Długa', 'Młyńska'],
  cities: [
    ['Łódź', '90-999'],
    ['Kraków', '30-999'],
    ['Gdańsk', '80-999'],
    ['Białystok', '15-999'],
  ],
  company: ['{last} Upominki Sp. z o.o.', 'Dom {last}'],
};
const worldwide: NameBook = {
  first: [
    'Kenji',
    'Noor',
    'Lior',
    'Mei',
    'Thandi',
    'Rafael',
    'Yuki',
    'Hana',
    'Omar',
    'Grace',
    'Marcus',
    'Layla',
  ],
  last: [
    'Aoyama',
    'Haddadin',
    'Ben-Ari',
    'Tanaka-Ross',
    'Ndlovu',
    'Carvalhal',
    'Fairweather',
    'Al Rashidi',
    'Lim',
    'Kowalczuk',
    'Prentiss',
    'Saliba',
  ],
  street: '{n} {s}',
  streets: ['Harbour Road', 'Cedar Avenue', 'Palm Street', 'King Street', 'Lake View'],
  cities: [
    ['Central', '99999'],
    ['Riverside', '99999'],
    ['Old Town', '99999'],
    ['Northport', '99999'],
  ],
  company: ['{last} Trading', '{last} Imports'],
};

const byCountry: Record<string, NameBook> = {
  GB: british,
  IE: irish,
  JE: jersey,
  DE: german,
  AT: austrian,
  CH: swiss,
  FR: french,
  BE: belgian,
  TR: turkish,
  GR: greek,
  CY: cypriot,
  ES: spanish,
  PT: portuguese,
  IT: italian,
  NL: dutch,
  SE: nordic,
  NO: nordic,
  DK: nordic,
  FI: nordic,
  IS: nordic,
  PL: polish,
};

export function nameBookOf(countryCode: string): NameBook {
  return byCountry[countryCode] ?? worldwide;
}
