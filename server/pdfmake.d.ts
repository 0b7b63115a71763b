// As much of pdfmake as head office uses; it comes without types.
declare module 'pdfmake' {
  type Fonts = Record<string, { normal: string; bold: string; italics: string; bolditalics: string }>;
  const pdfmake: {
    setFonts: (fonts: Fonts) => void;
    /** Which addresses pictures and fonts may be fetched from. */
    setUrlAccessPolicy: (mayFetch: (url: string) => boolean) => void;
    /** Which files may be read. */
    setLocalAccessPolicy: (mayRead: (path: string) => boolean) => void;
    createPdf: (document: object) => { getBuffer: () => Promise<Buffer> };
  };
  export default pdfmake;
}
