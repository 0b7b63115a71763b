// The 81 provinces of Türkiye in the order of their numbers, which are also the first two digits of their postcodes
// (Law 2918, list of number plates; PTT postcode list). District names are too many to check here: a district is asked
// for, and that it lies in the province is the carrier's to know.
const names =
  'Adana,Adıyaman,Afyonkarahisar,Ağrı,Amasya,Ankara,Antalya,Artvin,Aydın,Balıkesir,Bilecik,Bingöl,Bitlis,Bolu,Burdur,Bursa,Çanakkale,Çankırı,Çorum,Denizli,Diyarbakır,Edirne,Elazığ,Erzincan,Erzurum,Eskişehir,Gaziantep,Giresun,Gümüşhane,Hakkari,Hatay,Isparta,Mersin,İstanbul,İzmir,Kars,Kastamonu,Kayseri,Kırklareli,Kırşehir,Kocaeli,Konya,Kütahya,Malatya,Manisa,Kahramanmaraş,Mardin,Muğla,Muş,Nevşehir,Niğde,Ordu,Rize,Sakarya,Samsun,Siirt,Sinop,Sivas,Tekirdağ,Tokat,Trabzon,Tunceli,Şanlıurfa,Uşak,Van,Yozgat,Zonguldak,Aksaray,Bayburt,Karaman,Kırıkkale,Batman,Şırnak,Bartın,Ardahan,Iğdır,Yalova,Karabük,Kilis,Osmaniye,Düzce'.split(
    ',',
  );

const plainLetters: Readonly<Record<string, string>> = {
  ç: 'c',
  ğ: 'g',
  ı: 'i',
  i: 'i',
  ö: 'o',
  ş: 's',
  ü: 'u',
  â: 'a',
  Ç: 'c',
  Ğ: 'g',
  İ: 'i',
  I: 'i',
  Ö: 'o',
  Ş: 's',
  Ü: 'u',
};

/** For comparing only: small letters without marks, whichever i was typed. */
function plain(text: string): string {
  const letters = [...text.normalize('NFC')].map((letter) => plainLetters[letter] ?? letter);
  return letters
    .join('')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(/[^a-z]/g, '');
}

const byPlain = new Map(names.map((name, index) => [plain(name), { name, number: index + 1 }]));

export type Province = { name: string; number: number };

export function provinceNamed(text: string): Province | null {
  return byPlain.get(plain(text)) ?? null;
}

/** Of a postcode of five digits; null when no province has its first two. */
export function provinceOfPostcode(postcode: string): Province | null {
  const number = Number(/^(\d{2})\d{3}$/.exec(postcode)?.[1]);
  const name = names[number - 1];
  return name === undefined ? null : { name, number };
}

/** One wrong, missing or swapped letter away from exactly one name; null otherwise. */
export function provinceLike(text: string): Province | null {
  const wanted = plain(text);
  const near = [...byPlain].filter(([name]) => isNear(name, wanted)).map(([, province]) => province);
  const [only, ...others] = near;
  return only && others.length === 0 ? only : null;
}

function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 3) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end += 1;
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const isSwapped =
    restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
  return isSwapped || Math.max(restA.length, restB.length) <= 1;
}
