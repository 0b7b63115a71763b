/** Absolute path of the project's root folder. */
export declare const projectRoot: string;
/** Things that may be deleted at any time and fetched again. `WAYBILL_CACHE_DIR` overrides. */
export declare const cacheFolder: () => string;
/** The company's data. `WAYBILL_DATA_DIR` overrides. */
export declare const dataFolder: () => string;
