// A Code 128 drawn as a picture: black on white with its quiet zone, in every theme, at a width a scanner reads.
import { code128, drawingSVG } from 'bwip-js/generic';
import type { ReactNode } from 'react';

/** Width of the narrowest bar on paper. */
const moduleMm = 0.38;
const quietModules = 10;
const barHeightMm = 12;

export function BarcodePicture({
  text,
  className,
}: {
  text: string;
  className?: string | undefined;
}): ReactNode {
  const picture = drawCode128(text);
  return (
    <img
      className={className}
      src={picture.address}
      alt={text}
      style={{ inlineSize: `${picture.widthMm}mm` }}
    />
  );
}

type Picture = { address: string; widthMm: number };

/** Commands are few and never change: each is drawn once. */
const drawn = new Map<string, Picture>();

/** An SVG as a data address, and how wide it must be printed. */
export function drawCode128(text: string): Picture {
  const known = drawn.get(text);
  if (known) return known;
  const svg = code128(
    {
      bcid: 'code128',
      text,
      scale: 1,
      height: barHeightMm,
      paddingwidth: quietModules,
      paddingheight: 2,
      backgroundcolor: 'FFFFFF',
    },
    drawingSVG(),
  );
  const modules = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1] ?? 0);
  const picture = {
    address: `data:image/svg+xml,${encodeURIComponent(svg)}`,
    widthMm: modules * moduleMm,
  };
  drawn.set(text, picture);
  return picture;
}
