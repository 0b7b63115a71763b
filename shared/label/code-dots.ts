// Codes as dots, for printers and pictures that draw no codes themselves: bwip-js says where the bars and squares are.
import { code128, datamatrix, type DrawingContext, gs1_128, type RenderOptions } from 'bwip-js/generic';
import { type Bitmap, blacken, emptyBitmap } from './bitmap';

/** In modules, from the left edge of the first bar. */
export type Bars = { modules: number; bars: readonly { x: number; width: number }[] };

/** Throws what bwip-js throws for text that the symbology cannot say. */
export function code128Bars(text: string): Bars {
  return barsOf(code128({ ...bare('code128'), text }, modulesDrawing()));
}

export function ssccBars(sscc: string): Bars {
  return barsOf(gs1_128({ ...bare('gs1-128'), text: `(00)${sscc}` }, modulesDrawing()));
}

/** The smallest square symbol, one dot a module. */
export function matrixDots(text: string): Bitmap {
  const { widthDots, heightDots, polygons } = datamatrix({ ...bare('datamatrix'), text }, modulesDrawing());
  const dots = emptyBitmap(widthDots, heightDots);
  for (let y = 0; y < heightDots; y += 1) {
    const crossings = polygons.flatMap((points) => crossingsAt(points, y + 0.5)).sort((a, b) => a - b);
    for (let at = 0; at + 1 < crossings.length; at += 2)
      for (let x = Math.round(crossings[at] ?? 0); x < Math.round(crossings[at + 1] ?? 0); x += 1)
        blacken(dots, x, y);
  }
  return dots;
}

type Drawn = {
  widthDots: number;
  heightDots: number;
  bars: { x: number; width: number }[];
  polygons: (readonly [number, number])[][];
};

function bare(bcid: string): Pick<RenderOptions, 'bcid' | 'scaleX' | 'scaleY' | 'height' | 'includetext'> {
  return { bcid, scaleX: 1, scaleY: 1, includetext: false, ...(bcid === 'datamatrix' ? {} : { height: 10 }) };
}

function barsOf({ widthDots, bars }: Drawn): Bars {
  return { modules: widthDots, bars };
}

/** Where a level line crosses the sides of a polygon. */
function crossingsAt(points: readonly (readonly [number, number])[], level: number): number[] {
  return points.flatMap(([x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length] ?? [x, y];
    if (y > level === nextY > level) return [];
    return [x + ((level - y) / (nextY - y)) * (nextX - x)];
  });
}

/** Bars come as upright lines around their middle, squares as polygons. */
function modulesDrawing(): DrawingContext<Drawn> {
  const drawn: Drawn = { widthDots: 0, heightDots: 0, bars: [], polygons: [] };
  const nothing = (): void => undefined;
  return {
    scale: (x, y) => [x, y],
    measure: () => ({ width: 0, ascent: 0, descent: 0 }),
    init: (width, height) => {
      drawn.widthDots = width;
      drawn.heightDots = height;
    },
    line: (x, _y0, _x1, _y1, width) => {
      drawn.bars.push({ x: Math.floor(x - width / 2), width });
    },
    polygon: (points) => {
      drawn.polygons.push(points.map(([x, y]) => [x, y] as const));
    },
    hexagon: nothing,
    ellipse: nothing,
    fill: nothing,
    text: nothing,
    end: () => drawn,
  };
}
