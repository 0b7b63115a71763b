// Clocks of countries: the zones most of their people live in, by ISO 3166-1 alpha-2. IANA names (public domain). Used to
// let people sleep, so the furthest apart of a wide country are named and not every one between.

const zones = `
AD Europe/Andorra|AE Asia/Dubai|AF Asia/Kabul|AG America/Antigua|AL Europe/Tirane|AM Asia/Yerevan|AO Africa/Luanda
AR America/Argentina/Buenos_Aires|AT Europe/Vienna|AU Australia/Sydney Australia/Perth|AZ Asia/Baku|BA Europe/Sarajevo
BB America/Barbados|BD Asia/Dhaka|BE Europe/Brussels|BG Europe/Sofia|BH Asia/Bahrain|BM Atlantic/Bermuda|BN Asia/Brunei
BO America/La_Paz|BR America/Sao_Paulo America/Manaus|BS America/Nassau|BW Africa/Gaborone|BY Europe/Minsk|BZ America/Belize
CA America/Toronto America/Vancouver America/Halifax|CD Africa/Kinshasa Africa/Lubumbashi|CH Europe/Zurich|CI Africa/Abidjan
CL America/Santiago|CM Africa/Douala|CN Asia/Shanghai|CO America/Bogota|CR America/Costa_Rica|CU America/Havana
CY Asia/Nicosia|CZ Europe/Prague|DE Europe/Berlin|DK Europe/Copenhagen|DO America/Santo_Domingo|DZ Africa/Algiers
EC America/Guayaquil|EE Europe/Tallinn|EG Africa/Cairo|ES Europe/Madrid Atlantic/Canary|ET Africa/Addis_Ababa
FI Europe/Helsinki|FJ Pacific/Fiji|FO Atlantic/Faroe|FR Europe/Paris|GA Africa/Libreville|GB Europe/London|GE Asia/Tbilisi
GG Europe/Guernsey|GH Africa/Accra|GI Europe/Gibraltar|GL America/Nuuk|GR Europe/Athens|GT America/Guatemala
HK Asia/Hong_Kong|HN America/Tegucigalpa|HR Europe/Zagreb|HU Europe/Budapest|ID Asia/Jakarta Asia/Jayapura|IE Europe/Dublin
IL Asia/Jerusalem|IM Europe/Isle_of_Man|IN Asia/Kolkata|IQ Asia/Baghdad|IR Asia/Tehran|IS Atlantic/Reykjavik|IT Europe/Rome
JE Europe/Jersey|JM America/Jamaica|JO Asia/Amman|JP Asia/Tokyo|KE Africa/Nairobi|KG Asia/Bishkek|KH Asia/Phnom_Penh
KR Asia/Seoul|KW Asia/Kuwait|KZ Asia/Almaty|LA Asia/Vientiane|LB Asia/Beirut|LI Europe/Vaduz|LK Asia/Colombo
LT Europe/Vilnius|LU Europe/Luxembourg|LV Europe/Riga|LY Africa/Tripoli|MA Africa/Casablanca|MC Europe/Monaco
MD Europe/Chisinau|ME Europe/Podgorica|MG Indian/Antananarivo|MK Europe/Skopje|MM Asia/Yangon|MN Asia/Ulaanbaatar
MO Asia/Macau|MT Europe/Malta|MU Indian/Mauritius|MV Indian/Maldives|MX America/Mexico_City America/Tijuana
MY Asia/Kuala_Lumpur|MZ Africa/Maputo|NA Africa/Windhoek|NG Africa/Lagos|NI America/Managua|NL Europe/Amsterdam
NO Europe/Oslo|NP Asia/Kathmandu|NZ Pacific/Auckland|OM Asia/Muscat|PA America/Panama|PE America/Lima
PH Asia/Manila|PK Asia/Karachi|PL Europe/Warsaw|PR America/Puerto_Rico|PS Asia/Gaza|PT Europe/Lisbon Atlantic/Azores
PY America/Asuncion|QA Asia/Qatar|RO Europe/Bucharest|RS Europe/Belgrade|RU Europe/Moscow Europe/Kaliningrad Asia/Yekaterinburg Asia/Vladivostok
RW Africa/Kigali|SA Asia/Riyadh|SD Africa/Khartoum|SE Europe/Stockholm|SG Asia/Singapore|SI Europe/Ljubljana
SK Europe/Bratislava|SM Europe/San_Marino|SN Africa/Dakar|SV America/El_Salvador|SY Asia/Damascus|TH Asia/Bangkok
TJ Asia/Dushanbe|TM Asia/Ashgabat|TN Africa/Tunis|TR Europe/Istanbul|TT America/Port_of_Spain|TW Asia/Taipei
TZ Africa/Dar_es_Salaam|UA Europe/Kyiv|UG Africa/Kampala|US America/Chicago America/New_York America/Los_Angeles
UY America/Montevideo|UZ Asia/Tashkent|VA Europe/Vatican|VE America/Caracas|VN Asia/Ho_Chi_Minh|XK Europe/Belgrade
YE Asia/Aden|ZA Africa/Johannesburg|ZM Africa/Lusaka|ZW Africa/Harare
`;

const byCountry = new Map(
  zones
    .split(/[|\n]/)
    .filter((row) => row !== '')
    .map((row) => {
      const [country = '', ...names] = row.split(' ');
      return [country, names] as const;
    }),
);

export const knownCountries: readonly string[] = [...byCountry.keys()];

/** Most people first; null when the country is not known. */
export function zonesOfCountry(countryCode: string): readonly string[] | null {
  return byCountry.get(countryCode) ?? null;
}
