// The few words main itself says, before there is a page to say them or when the page has gone.
const english = {
  diskFull: 'The disk of {path} is full. Make room, then start Waybill again.',
  cannotWrite:
    'Waybill cannot write to its folder {path}. Give this user write access, or choose another folder.',
  newerVersion:
    'The folder {path} was written by a newer Waybill. Install that version, or choose another folder.',
  unreadable:
    'The settings in {path} cannot be read. Put the file right or move it away, then enrol this station again.',
  alreadyOpen: 'Waybill is already open with this folder ({path}). Its window has been brought to the front.',
  boxOpenTitle: 'A box is still open',
  boxOpen:
    'Order {order} is open on this station. Nothing is lost if you close: it opens here again next time.',
  keepPacking: 'Keep packing',
  closeAnyway: 'Close Waybill',
};

const turkish: typeof english = {
  diskFull: '{path} klasörünün bulunduğu disk dolu. Yer açın, sonra Waybill programını yeniden başlatın.',
  cannotWrite:
    'Waybill klasörüne yazılamıyor: {path}. Bu kullanıcıya yazma izni verin veya başka bir klasör seçin.',
  newerVersion:
    'Bu klasör daha yeni bir Waybill tarafından yazılmış: {path}. O sürümü kurun veya başka bir klasör seçin.',
  unreadable:
    'Ayarlar okunamıyor: {path}. Dosyayı düzeltin veya taşıyın, sonra bu istasyonu yeniden kaydedin.',
  alreadyOpen: 'Waybill bu klasörle zaten açık ({path}). Penceresi öne getirildi.',
  boxOpenTitle: 'Bir koli hâlâ açık',
  boxOpen:
    'Bu istasyonda açık sipariş: {order}. Kapatırsanız hiçbir şey kaybolmaz: bir sonraki açılışta kaldığı yerden sürer.',
  keepPacking: 'Paketlemeye devam et',
  closeAnyway: 'Kapat',
};

export type ShellWord = keyof typeof english;

/** A sentence in the language of `locale` (English unless Turkish), with `{name}` places filled. */
export function say(locale: string, word: ShellWord, values: Record<string, string | number> = {}): string {
  const words = locale.toLowerCase().startsWith('tr') ? turkish : english;
  return words[word].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
