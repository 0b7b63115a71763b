// Measures of a product of which only the code is known. They are a stand-in until someone measures it, and say so by
// their category; never use them where a real measure exists.
import type { Size } from '../../units/measure';

export const unmeasuredCategory = 'unmeasured';

/** A hand-sized parcel of half a kilo: small enough for every standard box, heavy enough not to be undercharged. */
export const defaultSize: Size = { lengthMm: 200, widthMm: 150, heightMm: 100 };
export const defaultWeightGrams = 500;
